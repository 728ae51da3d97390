import { isRecord } from '../../control/control-body.ts';

/** What came of a request to the site. */
export type SiteAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly retryAfter: string | null;
      readonly text: string;
      /** The body where it is a JSON object. */
      readonly json: Readonly<Record<string, unknown>> | undefined;
    }
  | { readonly kind: 'not_sent'; readonly message: string }
  | { readonly kind: 'lost'; readonly message: string };

/** Causes that show that no connection was made. */
const NOT_CONNECTED: readonly unknown[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/**
 * Sends a request and reads the whole answer.
 *
 * @param url absolute address
 * @param init of fetch; its signal ends the waiting
 * @returns the answer, or what is known of its absence, and the cookies it set
 */
export async function askSite(
  url: string,
  init: RequestInit,
): Promise<{ readonly answer: SiteAnswer; readonly cookies: readonly string[] }> {
  try {
    const response = await fetch(url, { redirect: 'manual', ...init });
    const text = await response.text();
    const answer: SiteAnswer = {
      kind: 'answer',
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      text,
      json: jsonObject(text),
    };
    return { answer, cookies: response.headers.getSetCookie() };
  } catch (error: unknown) {
    const cause = isRecord(error) ? error['cause'] : undefined;
    const code = isRecord(cause) ? cause['code'] : undefined;
    const kind = NOT_CONNECTED.includes(code) ? 'not_sent' : 'lost';
    return { answer: { kind, message: String(code ?? error) }, cookies: [] };
  }
}

function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isRecord(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
