import type { EffectClass } from '../../../../src/domain/vocabulary.ts';
import { CallFailedError, unansweredVerdict } from '../../../../src/handlers/http/call-failed.error.ts';
import type { Verdict } from '../../../../src/handlers/http/call-failed.error.ts';
import type { HttpAnswer } from '../../../../src/handlers/http/http-transport.ts';
import { jsonOf, recordOf, textOf } from '../../../../src/handlers/http/json-shape.ts';
import { retryAfterMs } from '../../../../src/handlers/http/retry-after.ts';
import type { TransportError } from '../../../../src/handlers/http/transport-error.ts';
import { DEPOT_ERROR_CATALOGUE } from './depot-error-catalogue.ts';
import type { DepotErrorCode } from './depot-error-catalogue.ts';

/**
 * The one table from what Depot answers to what follows.
 * @param answer an answer that is no success
 * @param effect what a repeat of the call would do
 * @param nowMs the present, for dates in headers
 * @returns the failure with its verdict
 */
export function depotCallError(answer: HttpAnswer, effect: EffectClass, nowMs: number): CallFailedError {
  const original = textOf(recordOf(jsonOf(answer.text))['error']) ?? `status ${answer.status}`;
  if (answer.status === 401) return reauthNeeded(original);
  if (answer.status === 429) {
    const afterMs = retryAfterMs(answer.headers.get('retry-after'), nowMs);
    const options = {
      costsAttempt: false,
      blocks: { scope: 'api' },
      ...(afterMs !== undefined && { afterMs }),
    };
    return failure('depot.rate_limited', { kind: 'repeat', options }, original);
  }
  if (answer.status >= 500) return failure('depot.unavailable', unansweredVerdict(effect), original);
  const code = original === 'item_over' ? 'depot.item_over' : 'depot.refused';
  return failure(code, { kind: 'refused' }, original);
}

/**
 * @param error why there is no answer
 * @param effect what a repeat of the call would do
 * @returns the failure; it may be repeated where the call cannot have arrived, or repeating does nothing
 */
export function unanswered(error: TransportError, effect: EffectClass): CallFailedError {
  return error.sent === 'never'
    ? failure('depot.unreachable', { kind: 'repeat' }, error.reason)
    : failure('depot.unavailable', unansweredVerdict(effect), error.reason);
}

/**
 * @param reason Depot's reason
 * @returns the failure, which holds the account until it is connected again
 */
export function reauthNeeded(reason: string): CallFailedError {
  const holds = { hold: 'reauth', status: 'needs_reauth' } as const;
  return failure('depot.reauth_needed', { kind: 'repeat', options: { holds, costsAttempt: false } }, reason);
}

/**
 * @param code one of Depot's codes
 * @param verdict what follows
 * @param original Depot's own words
 * @returns the failure, in the catalogue's words
 */
export function failure(code: DepotErrorCode, verdict: Verdict, original?: string): CallFailedError {
  const { happened, actor } = DEPOT_ERROR_CATALOGUE[code];
  return new CallFailedError(
    { code, message: happened, actor, ...(original !== undefined && { original }) },
    verdict,
  );
}
