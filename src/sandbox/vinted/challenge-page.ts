import type { Answer } from '../http/exchange.ts';
import type { ChallengeForm } from './vinted-user.ts';

const CAPTCHA = 'https://geo.captcha-delivery.com/captcha/?initialCid=stand-in';

/**
 * What the guard in front of Vinted answers while it wants to see a human.
 *
 * @param form a page, or JSON with the address of the check
 * @returns a 403
 */
export function challengeAnswer(form: ChallengeForm): Answer {
  if (form === 'json') return { status: 403, json: { url: CAPTCHA } };
  const page = `<!doctype html><title>vinted</title><p>Just a moment...</p><script src="${CAPTCHA}"></script>`;
  return {
    status: 403,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    bytes: Buffer.from(page),
  };
}
