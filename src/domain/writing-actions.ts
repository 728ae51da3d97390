import type { ActionCode } from './vocabulary.ts';

/** Actions that send a product's content, and so need all that an account must have. What only ends or reads does not. */
const WRITING: ReadonlySet<ActionCode> = new Set(['publish', 'update', 'relist']);

/**
 * @param action an action's code
 * @returns whether it sends a product's content to the marketplace
 */
export function writesContent(action: ActionCode): boolean {
  return WRITING.has(action);
}
