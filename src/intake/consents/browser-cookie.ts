import type { CookieOptions, Request } from 'express';
import type { ClaimedConsent } from './consent-secrets.ts';

/**
 * The cookie by which a browser is known again when it comes back from a marketplace. It lets nobody in: it only keeps a
 * consent that somebody else was lured into from ending in the account of whoever lured.
 */
export const BROWSER_COOKIE = {
  /**
   * @param consent which
   * @param consent.tenant whose
   * @param consent.consentId its id
   * @returns the name of its cookie
   */
  nameOf: ({ tenant, consentId }: ClaimedConsent): string => `stoflow_consent_${tenant.id}_${consentId}`,

  /**
   * @param expires when it is of no use any more
   * @param isPlain whether it may travel over connections that are not encrypted
   * @returns attributes: scripts do not see it, and it comes along when a link from elsewhere is followed
   */
  options: (expires: Date, isPlain: boolean): CookieOptions => ({
    httpOnly: true,
    sameSite: 'lax',
    secure: !isPlain,
    path: '/',
    expires,
  }),

  /**
   * @param request the request of a browser that came back
   * @param consent which consent
   * @returns what the cookie holds; empty where there is none
   */
  read: (request: Pick<Request, 'headers'>, consent: ClaimedConsent): string => {
    const name = BROWSER_COOKIE.nameOf(consent);
    const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
    return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  },
} as const;
