import type { Command } from '../commands/command.ts';
import type { CommandMessage } from '../protocol/server-messages.ts';
import type { GoodAnswer } from '../vinted/classify-answer.ts';
import { classifyAnswer, trouble } from '../vinted/classify-answer.ts';
import type { Performed } from '../vinted/tab-messages.ts';
import { strangerIn } from '../vinted/who.ts';
import type { Outcome, Trouble } from './outcome.ts';

/**
 * Says how a command has ended by what was seen in the tab.
 * @param known what the command is
 * @param message the command as it came
 * @param performed what was seen
 * @param writes whether its request changes something
 * @returns how it has ended
 */
export function understand(
  known: Command,
  message: CommandMessage,
  performed: Performed,
  writes: boolean,
): Outcome {
  const { account, payload } = message;
  const { before, answer, after } = performed;
  const stranger = before === undefined ? undefined : strangerIn(before, account.user_id);
  if (stranger !== undefined) return stranger;
  if (performed.late === true)
    return trouble('failed', 'expired', 'The deadline had passed before it was sent');
  if (answer === undefined) return trouble('failed', 'unexpected', 'Nothing was sent');
  const seen = classifyAnswer(answer, writes);
  const later = after === undefined ? undefined : strangerIn(after, account.user_id);
  if (seen.status !== 'good') return explained(seen, later);
  // Somebody else has come in between, and may be the one who was shown.
  if (later !== undefined) return later;
  const returned = known.data(seen.json, account, payload);
  if (returned === undefined) return changed(seen, writes);
  return 'data' in returned ? { status: 'done', data: returned.data, http: seen.http } : returned;
}

/** The site gives one answer to a stranger, to somebody who has logged out, and to whatever else it does not like. */
function explained(refused: Trouble, later: Trouble | undefined): Trouble {
  const kind = later?.error.kind;
  const explains = kind === 'logged_out' || kind === 'wrong_account' || kind === 'challenge';
  if (refused.error.kind !== 'access_denied' || !explains) return refused;
  return { ...refused, error: { ...refused.error, kind } };
}

function changed({ http }: GoodAnswer, writes: boolean): Trouble {
  const words = 'The answer has another shape than expected';
  return { ...trouble(writes ? 'unknown' : 'failed', 'page_changed', words), http };
}
