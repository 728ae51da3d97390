import { refused } from '../../../domain/outcome.ts';
import type { Refused } from '../../../domain/outcome.ts';

/** @returns the refusal to change an item or an offer that was deleted on eBay while its listing was being changed */
export function itemGone(): Refused {
  return refused({
    code: 'ebay.item_gone',
    message: 'The item was deleted on eBay while it was being changed. Publish the product anew.',
    actor: 'seller',
  });
}
