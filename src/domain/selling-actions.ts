import type { ActionCode } from './vocabulary.ts';

/**
 * Actions that bring a listing to what the product is when they run. Of several requests only the last matters: a
 * marketplace may allow only so many changes of a listing a day, and nobody wants to see the ones in between.
 */
const COALESCING_ACTIONS: ReadonlySet<ActionCode> = new Set(['update']);

/**
 * @param action the code of an action
 * @returns whether a later request takes the place of one that waits
 */
export function replacesWaiting(action: ActionCode): boolean {
  return COALESCING_ACTIONS.has(action);
}

/**
 * Actions that send a product's content to a marketplace: they put it up for sale or say what it is. They need all that
 * an account must have, and none of them may begin when nothing is left of the product. What only ends or reads does not.
 */
const SELLING_ACTIONS: ReadonlySet<ActionCode> = new Set(['publish', 'update', 'relist']);

/**
 * @param action the code of an action
 * @returns whether it makes no sense for a product that is sold out
 */
export function needsStock(action: ActionCode): boolean {
  return SELLING_ACTIONS.has(action);
}

/**
 * @param action the code of an action
 * @returns whether it sends a product's content to the marketplace
 */
export function writesContent(action: ActionCode): boolean {
  return SELLING_ACTIONS.has(action);
}
