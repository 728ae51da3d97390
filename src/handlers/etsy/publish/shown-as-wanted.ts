import type { EtsyListing } from '../etsy-listing.ts';
import { plainTextOf } from '../etsy-texts.ts';
import type { Wanted } from './wanted.ts';

/** Fields of a listing that are compared, by the call that sets them. */
export interface Differences {
  readonly content: readonly string[];
  readonly inventory: readonly string[];
}

/**
 * Compares what Etsy shows with what is wanted. What Etsy's answer does not tell counts as right.
 * @param listing what Etsy shows
 * @param wanted what it is to show
 * @param taxonomyId the number of the wanted place; undefined where it is not compared
 * @returns names of the fields that differ
 */
export function differencesOf(
  listing: EtsyListing,
  wanted: Wanted,
  taxonomyId: number | undefined,
): Differences {
  const differs = (name: string, shown: unknown, right: unknown): readonly string[] =>
    shown === undefined || right === undefined || shown === right ? [] : [name];
  return {
    content: [
      ...differs('title', evened(listing.title), evened(wanted.content.title)),
      ...differs('description', evened(listing.description), evened(wanted.content.description)),
      ...differs('taxonomy_id', listing.taxonomyId, taxonomyId),
    ],
    inventory: [
      ...differs('price', listing.price, wanted.price),
      ...differs('quantity', listing.quantity, wanted.quantity),
      ...differs('sku', listing.skus?.join(), wanted.sku),
    ],
  };
}

/**
 * Evens out a text: Etsy writes some characters as HTML and evens out spaces; neither is another text.
 * @param text a title or a description
 * @returns the text by which two are compared
 */
export function evened(text: string): string {
  return plainTextOf(text).replace(/\s+/g, ' ').trim();
}
