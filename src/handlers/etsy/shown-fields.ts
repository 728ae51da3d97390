import type { ShownFields } from '../../domain/found.ts';
import { recordOf, textOf } from '../http/json-shape.ts';
import type { EtsyListing } from './etsy-listing.ts';

const NAMES = ['title', 'description', 'price', 'quantity'] as const;

/**
 * Spells what Etsy shows of a listing, so that a later reading can be compared with it.
 * @param listing the listing as it was read
 * @returns its fields as texts; what the answer does not tell is absent
 */
export function shownOf({ title, description, price, quantity }: EtsyListing): ShownFields {
  return {
    title,
    description,
    ...(price === undefined ? {} : { price }),
    ...(quantity === undefined ? {} : { quantity: String(quantity) }),
  };
}

/**
 * Reads what a step before has left of {@link shownOf}.
 * @param stored a value out of that step's result
 * @returns the fields; none where the step left none
 */
export function storedShown(stored: unknown): ShownFields {
  const record = recordOf(stored);
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const text = textOf(record[name]);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}
