import { isRecord } from '../protocol/read-message.ts';
import type { Trouble } from '../work/outcome.ts';
import { classifyAnswer, trouble } from './classify-answer.ts';
import type { SiteAnswer } from './site-answer.ts';

/** Who is logged in. */
export interface Whoever {
  readonly status: 'known';
  readonly user_id: string;
  readonly login: string;
}

/**
 * @param answer to the question who is logged in
 * @returns who it is, or why nobody can tell; whatever it is, nothing else was sent
 */
export function whoIn(answer: SiteAnswer): Whoever | Trouble {
  const seen = classifyAnswer(answer, false);
  if (seen.status === 'good') {
    const { user } = seen.json;
    if (!isRecord(user) || !Number.isInteger(user['id']))
      return trouble('failed', 'unexpected', 'The site does not say who is logged in');
    return {
      status: 'known',
      user_id: String(user['id']),
      login: typeof user['login'] === 'string' ? user['login'] : '',
    };
  }
  const { kind } = seen.error;
  const passed =
    kind === 'logged_out' || kind === 'challenge' || kind === 'rate_limited' || kind === 'server_error';
  const other =
    kind === 'network_after_send' || kind === 'network_before_send' ? 'network_before_send' : 'unexpected';
  return { ...seen, status: 'failed', error: { ...seen.error, kind: passed ? kind : other } };
}

/**
 * @param answer to the question who is logged in
 * @param userId who should be
 * @returns trouble unless it is them
 */
export function strangerIn(answer: SiteAnswer, userId: string): Trouble | undefined {
  const who = whoIn(answer);
  if (who.status !== 'known') return who;
  if (who.user_id === userId) return undefined;
  return trouble('failed', 'wrong_account', `${who.login} is logged in`);
}
