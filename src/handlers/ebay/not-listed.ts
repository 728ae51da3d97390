import { refused } from '../../domain/outcome.ts';
import type { Refused } from '../../domain/outcome.ts';

/**
 * The refusal to change what is not listed.
 * @returns the refusal
 */
export function notListed(): Refused {
  return refused({
    code: 'ebay.not_listed',
    message: 'The product is not listed on eBay. Publish it first.',
    actor: 'seller',
  });
}
