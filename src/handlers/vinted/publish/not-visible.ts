import { retry } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';

/**
 * The end of a look at an item that Vinted neither shows nor says to be gone.
 * @param itemId Vinted's id of it
 * @returns a retry
 */
export function notVisible(itemId: number): Outcome {
  return retry({
    code: 'vinted.item_not_visible',
    message: 'Vinted does not show the item now.',
    actor: 'marketplace',
    original: { item_id: itemId },
  });
}
