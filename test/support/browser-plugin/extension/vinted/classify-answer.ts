import type { CommandError, HttpFacts } from '../protocol/client-messages.ts';
import { isRecord } from '../protocol/read-message.ts';
import type { ErrorKind } from '../protocol/vocabulary.ts';
import type { Trouble } from '../work/outcome.ts';
import type { SiteAnswer } from './site-answer.ts';

/** The site's JSON, which says that all is well. */
export interface GoodAnswer {
  readonly status: 'good';
  readonly json: Readonly<Record<string, unknown>>;
  readonly http: HttpFacts;
}

type Answered = Extract<SiteAnswer, { readonly kind: 'answer' }>;

const MOST_WORDS = 500;
const MOST_WAIT = 7 * 86_400_000;

/**
 * Says in the protocol's words what an answer means. Where a write was sent and the answer does not say what became of it,
 * nobody knows.
 * @param answer of the site
 * @param writes whether the request changes something
 * @returns its JSON, or the trouble
 */
export function classifyAnswer(answer: SiteAnswer, writes: boolean): GoodAnswer | Trouble {
  if (answer.kind === 'offline') return trouble('failed', 'network_before_send', 'The computer is offline');
  if (answer.kind === 'lost') return trouble('unknown', 'network_after_send', answer.message);
  const json = jsonIn(answer.text);
  const http = factsOf(answer, json);
  const say = (status: Trouble['status'], kind: ErrorKind, more: Partial<CommandError> = {}): Trouble => ({
    ...trouble(status, kind, wordsOf(answer, json), more),
    http,
  });
  const unclear = writes ? 'unknown' : 'failed';
  const { status } = answer;
  if (status === 429) return say('failed', 'rate_limited', waitIn(answer));
  // The site refuses in JSON with a code. What else comes with a 403 is the guard in front of it.
  if (status === 403 && (json === undefined || /captcha/i.test(answer.text)))
    return say('failed', 'challenge');
  if (status >= 500) return say(unclear, 'server_error');
  if (json === undefined || status < 200 || (status >= 300 && status < 400))
    return say(unclear, 'page_changed');
  if (status === 401) return say('failed', 'logged_out');
  if (status === 403) return say('failed', 'access_denied');
  if (status === 404) return say('failed', 'not_found');
  if (status >= 400) return say('failed', 'validation', { fields: fieldsIn(json) });
  // A success with a code of an error in it says two things at once.
  if (http.code !== undefined && http.code !== 0) return say(unclear, 'page_changed');
  return { status: 'good', json, http };
}

/**
 * @param status whether it certainly had no effect, or nobody knows
 * @param kind one of the closed list
 * @param message a sentence
 * @param more what this kind has beside it
 * @returns how a command ends
 */
export function trouble(
  status: Trouble['status'],
  kind: ErrorKind,
  message: string,
  more: Partial<CommandError> = {},
): Trouble {
  return { status, error: { kind, message, ...more } };
}

function jsonIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isRecord(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function factsOf({ status }: Answered, json: Readonly<Record<string, unknown>> | undefined): HttpFacts {
  const { code, message_code: name } = json ?? {};
  return {
    // A redirect that was not followed shows no status of its own.
    status: status === 0 ? 302 : status,
    ...(Number.isInteger(code) && { code: Number(code) }),
    ...(typeof name === 'string' && { message_code: name.slice(0, 200) }),
  };
}

function wordsOf({ text, status }: Answered, json: Readonly<Record<string, unknown>> | undefined): string {
  const message = typeof json?.['message'] === 'string' ? json['message'] : text;
  return message === '' ? `${status} without a word` : message.slice(0, MOST_WORDS);
}

function waitIn({ retry_after: seconds }: Answered): Partial<CommandError> {
  const wait = seconds === null || seconds.trim() === '' ? Number.NaN : Number(seconds) * 1000;
  return wait >= 0 ? { retry_after_ms: Math.round(Math.min(wait, MOST_WAIT)) } : {};
}

function fieldsIn(json: Readonly<Record<string, unknown>>): NonNullable<CommandError['fields']> {
  const errors: readonly unknown[] = Array.isArray(json['errors']) ? json['errors'] : [];
  return errors
    .filter(isRecord)
    .filter(({ field }) => typeof field === 'string' && field !== '')
    .slice(0, 100)
    .map(({ field, value }) => ({
      field: String(field).slice(0, 200),
      message: typeof value === 'string' ? value.slice(0, 1000) : '',
    }));
}
