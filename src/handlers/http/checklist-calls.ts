import { DomainError } from '../../domain/errors.ts';
import type { ChecklistItem } from '../contract/marketplace-adapter.ts';
import { CallFailedError } from './call-failed.error.ts';

/**
 * Asks a marketplace about one precondition.
 * @param code the item's code
 * @param ask asks, and says what it means
 * @returns the item; one that is not ok where the marketplace refuses the question
 * @throws {DomainError} of kind `unavailable` when it cannot be asked now
 */
export async function asked(code: string, ask: () => Promise<ChecklistItem>): Promise<ChecklistItem> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof CallFailedError) || error.verdict.kind !== 'refused') throw unavailable(error);
    return { code, ok: false, message: error.failure.message, actor: error.failure.actor ?? 'seller' };
  }
}

/**
 * Says why the first call of a verification failed.
 * @param error what it threw
 * @returns an item for a connection that does not work
 * @throws {DomainError} of kind `unavailable` when the marketplace cannot be asked now
 */
export function connectionItem(error: unknown): ChecklistItem {
  if (error instanceof CallFailedError && error.verdict.kind === 'repeat' && error.verdict.options?.holds) {
    return { code: 'connection', ok: false, message: error.failure.message, actor: 'seller' };
  }
  if (error instanceof CallFailedError && error.verdict.kind === 'refused') {
    return { code: 'connection', ok: false, message: error.failure.message, actor: 'us' };
  }
  throw unavailable(error);
}

function unavailable(error: unknown): unknown {
  if (!(error instanceof CallFailedError)) return error;
  const unavailable = new DomainError(error.failure.code, 'unavailable', error.failure.message);
  // A job that asks also needs to know how long it is to wait.
  unavailable.cause = error;
  return unavailable;
}
