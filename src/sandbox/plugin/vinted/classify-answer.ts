import { isRecord } from '../../control/control-body.ts';
import type { OutcomeField, OutcomeHttp, Trouble } from '../outcome.ts';
import type { SiteAnswer } from './site-answer.ts';

/** An answer that is one: JSON of the site that says that all is well. */
export interface GoodAnswer {
  readonly status: 'ok';
  readonly json: Readonly<Record<string, unknown>>;
  readonly http: OutcomeHttp;
}

const MOST_TEXT = 500;
const MOST_RETRY_MS = 7 * 86_400_000;

/**
 * Says what an answer means, in the closed list of the protocol.
 *
 * @param answer what came of the request
 * @param writes whether the request changes something, so that not knowing matters
 * @returns the JSON, or the trouble
 */
export function classifyAnswer(answer: SiteAnswer, writes: boolean): GoodAnswer | Trouble {
  if (answer.kind === 'not_sent')
    return { status: 'failed', error: { kind: 'network_before_send', message: answer.message } };
  if (answer.kind === 'lost')
    return { status: 'unknown', error: { kind: 'network_after_send', message: answer.message } };
  const { status, json } = answer;
  const http = httpOf(status, json);
  const code = http.code ?? 0;
  if (status >= 200 && status < 300 && json !== undefined && code === 0) return { status: 'ok', json, http };
  const message = messageOf(answer);
  const unclear = writes ? 'unknown' : 'failed';
  if (status === 429)
    return { status: 'failed', error: { kind: 'rate_limited', message, ...waitOf(answer) }, http };
  if (isChallenge(answer)) return { status: 'failed', error: { kind: 'challenge', message }, http };
  if (status >= 500) return { status: unclear, error: { kind: 'server_error', message }, http };
  // A page, or nothing: the site has changed, or something in between has answered.
  if (json === undefined || status < 400)
    return { status: unclear, error: { kind: 'page_changed', message }, http };
  if (status === 401) return { status: 'failed', error: { kind: 'logged_out', message }, http };
  if (status === 403) return { status: 'failed', error: { kind: 'access_denied', message }, http };
  if (status === 404) return { status: 'failed', error: { kind: 'not_found', message }, http };
  return { status: 'failed', error: { kind: 'validation', message, fields: fieldsOf(json) }, http };
}

function isChallenge({ status, text, json }: SiteAnswer & { readonly kind: 'answer' }): boolean {
  if (status !== 403) return false;
  // The site itself refuses in JSON with a code; everything else on a 403 is the guard in front of it.
  return json === undefined || /captcha|just a moment/i.test(text);
}

function httpOf(status: number, json: Readonly<Record<string, unknown>> | undefined): OutcomeHttp {
  const code = json?.['code'];
  const name = json?.['message_code'];
  return {
    status,
    ...(Number.isInteger(code) ? { code: code as number } : {}),
    ...(typeof name === 'string' ? { message_code: name.slice(0, 200) } : {}),
  };
}

function messageOf({ text, json, status }: SiteAnswer & { readonly kind: 'answer' }): string {
  const message = json?.['message'];
  if (typeof message === 'string') return message.slice(0, MOST_TEXT);
  return text === '' ? `${status} without a body` : text.slice(0, MOST_TEXT);
}

function waitOf({ retryAfter }: SiteAnswer & { readonly kind: 'answer' }): {
  readonly retry_after_ms?: number;
} {
  const seconds = Number(retryAfter);
  if (retryAfter === null || !Number.isFinite(seconds) || seconds < 0) return {};
  return { retry_after_ms: Math.min(MOST_RETRY_MS, Math.round(seconds * 1000)) };
}

function fieldsOf(json: Readonly<Record<string, unknown>>): readonly OutcomeField[] {
  const errors: readonly unknown[] = Array.isArray(json['errors']) ? json['errors'] : [];
  return errors
    .filter(isRecord)
    .filter((error) => typeof error['field'] === 'string' && error['field'] !== '')
    .slice(0, 100)
    .map((error) => ({
      field: String(error['field']).slice(0, 200),
      message: typeof error['value'] === 'string' ? error['value'].slice(0, 1000) : '',
    }));
}
