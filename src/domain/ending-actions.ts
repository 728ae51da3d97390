import type { ActionCode } from './vocabulary.ts';

/**
 * Actions that end a listing. Whatever else is asked to be done with the product on that account would be undone by
 * them, so it gives way; and they must not begin while nobody knows whether there is something to end.
 */
export const ENDING_ACTIONS: ReadonlySet<ActionCode> = new Set(['delete']);

/**
 * @param action the code of an action
 * @returns whether it ends a listing
 */
export function endsListing(action: ActionCode): boolean {
  return ENDING_ACTIONS.has(action);
}
