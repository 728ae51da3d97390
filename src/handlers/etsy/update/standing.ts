import { refused } from '../../../domain/outcome.ts';
import type { Refused } from '../../../domain/outcome.ts';
import type { EtsyListing } from '../etsy-listing.ts';
import { NOT_LISTED } from './not-listed.ts';

/** How a listing stands as far as changing it goes. */
export type Standing = 'live' | 'sold' | 'ended';

const STANDINGS: Readonly<Record<string, Standing>> = {
  active: 'live',
  sold_out: 'sold',
  inactive: 'ended',
  expired: 'ended',
  removed: 'ended',
};

/**
 * Tells how a listing stands.
 * @param listing what Etsy shows; undefined where Etsy does not know it
 * @returns its standing, or why it cannot be changed now
 */
export function standingOf(listing: EtsyListing | undefined): Standing | Refused {
  if (listing === undefined) return 'ended';
  const { state } = listing;
  const standing = Object.hasOwn(STANDINGS, state) ? STANDINGS[state] : undefined;
  if (standing !== undefined) return standing;
  if (state === 'draft') return refused({ ...NOT_LISTED, actor: 'seller' });
  return refused({
    code: 'etsy.not_editable',
    message: `Etsy holds this listing back (${state}), so it cannot be changed. Look at your messages on Etsy.`,
    actor: 'seller',
    original: { state },
  });
}
