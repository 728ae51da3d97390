import { refused } from '../../domain/outcome.ts';
import type { Refused } from '../../domain/outcome.ts';

/** @returns the refusal of what can only be done to an item that is on Vinted */
export function notListed(): Refused {
  return refused({
    code: 'vinted.not_listed',
    message: 'The product is not on Vinted. Publish it first.',
    actor: 'seller',
  });
}
