import type { ShownFields } from '../../domain/found.ts';
import type { EtsyListing } from './etsy-listing.ts';

/**
 * Tells what Etsy shows of a listing, in the one spelling in which later readings are compared with it.
 * @param listing as it was read from Etsy
 * @returns its fields; one that the answer does not tell is absent
 */
export function shownFieldsOf({ title, description, price, quantity }: EtsyListing): ShownFields {
  return {
    ...(title === '' ? {} : { title }),
    ...(description === '' ? {} : { description }),
    ...(price === undefined ? {} : { price }),
    ...(quantity === undefined ? {} : { quantity: String(quantity) }),
  };
}
