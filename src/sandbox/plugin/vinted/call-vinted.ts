import { isRecord } from '../../control/control-body.ts';
import type { ErrorKind } from '../../../plugin/protocol/vocabulary.ts';
import type { CommandContext } from '../commands/plugin-command.ts';
import { failed, type Trouble } from '../outcome.ts';
import { classifyAnswer, type GoodAnswer } from './classify-answer.ts';
import type { SiteRequest, VintedTab } from './vinted-tab.ts';

/**
 * Carries out one request of a command in the seller's session. Before a write, and before the site is asked for what
 * belongs to whoever is logged in, it makes sure who that is, and
 * whatever stops the account is kept in the tab, for the server to be told.
 *
 * @param context of the command
 * @param request what to ask
 * @returns the site's JSON, or how the command ends
 */
export async function callVinted(
  context: CommandContext,
  request: SiteRequest,
): Promise<GoodAnswer | Trouble> {
  const { tab, life, account } = context;
  if (request.writes || request.personal === true) {
    const stranger = await wrongUser(context);
    if (stranger !== undefined) return stranger;
  }
  if (request.writes) await context.moment('write:before');
  const answer = await tab.ask(request, life);
  if (request.writes) await context.moment('write:after');
  const outcome = classifyAnswer(answer, request.writes);
  if (outcome.status === 'ok') {
    // What the site shows of whoever is logged in is somebody else's when another member came between question and answer.
    const stranger = request.personal === true ? await wrongUser(context) : undefined;
    return stranger ?? outcome;
  }
  if (outcome.error.kind !== 'access_denied') return noted(tab, outcome, context);
  // The site says the same to a stranger, to an old token and to a wrong form of body.
  tab.forgetToken();
  await tab.look(life);
  if (tab.state === 'logged_out') return { ...outcome, error: { ...outcome.error, kind: 'logged_out' } };
  if (tab.user?.userId === account.user_id) return outcome;
  return { ...outcome, error: { ...outcome.error, kind: 'wrong_account' } };
}

/**
 * Looks who is logged in.
 *
 * @param context of the command
 * @returns trouble unless it is the account's owner
 */
export async function wrongUser({
  tab,
  life,
  account,
  ...context
}: CommandContext): Promise<Trouble | undefined> {
  const answer = await tab.look(life);
  const seen = classifyAnswer(answer, false);
  if (seen.status !== 'ok') {
    const trouble = noted(tab, seen, { tab, life, account, ...context });
    // Only the question who is there was asked: whatever became of it, nothing was written.
    return {
      ...trouble,
      status: 'failed',
      error: { ...trouble.error, kind: beforeSending(trouble.error.kind) },
    };
  }
  // What the tab has seen earlier says nothing: an answer that names nobody is none.
  const { user } = seen.json;
  if (!isRecord(user) || !Number.isInteger(user['id']))
    return failed('unexpected', 'It did not say who is there');
  if (String(user['id']) === account.user_id) return undefined;
  return failed('wrong_account', `${tab.user?.login ?? 'somebody else'} is logged in`);
}

/** Of the question alone: what it was meant for was not sent, so nothing is missing and no field is wrong. */
function beforeSending(kind: ErrorKind): ErrorKind {
  if (kind === 'network_after_send') return 'network_before_send';
  return kind === 'page_changed' || kind === 'not_found' || kind === 'validation' ? 'unexpected' : kind;
}

function noted(tab: VintedTab, trouble: Trouble, context: CommandContext): Trouble {
  const { kind, retry_after_ms: wait } = trouble.error;
  if (kind === 'challenge' || kind === 'logged_out') tab.leave(kind);
  if (kind === 'rate_limited') context.rest(wait);
  return trouble;
}
