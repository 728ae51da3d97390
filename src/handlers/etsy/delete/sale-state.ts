import type { EtsyListing } from '../etsy-listing.ts';

/** How a listing stands as far as ending it goes. */
export type SaleState = 'on_sale' | 'draft' | 'off_sale' | 'sold' | 'gone';

/**
 * Etsy's states from which nobody can buy. `edit` is what a deactivated listing has been seen to read back as. A word
 * that is not here counts as being on sale: a job that fails is better than a piece that is sold twice.
 */
const STATES: Readonly<Record<string, SaleState>> = {
  draft: 'draft',
  inactive: 'off_sale',
  edit: 'off_sale',
  expired: 'off_sale',
  sold_out: 'sold',
};

/**
 * Tells how a listing stands.
 * @param listing what Etsy shows; undefined where Etsy does not know it
 * @returns its state
 */
export function saleStateOf(listing: EtsyListing | undefined): SaleState {
  if (listing === undefined) return 'gone';
  return Object.hasOwn(STATES, listing.state) ? (STATES[listing.state] ?? 'on_sale') : 'on_sale';
}

/**
 * Tells whether there is nothing left to end.
 * @param state how the listing stands
 * @returns true where it is neither for sale nor a draft that somebody could publish
 */
export function hasEnded(state: SaleState): boolean {
  return state !== 'on_sale' && state !== 'draft';
}
