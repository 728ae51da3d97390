import type { FoundListing } from '../../../domain/found.ts';
import type { SaleState } from '../delete/sale-state.ts';
import { saleStateOf } from '../delete/sale-state.ts';
import type { EtsyListing } from '../etsy-listing.ts';

const STATUSES: Readonly<Record<SaleState, FoundListing['status']>> = {
  on_sale: 'live',
  draft: 'draft',
  off_sale: 'ended',
  sold: 'sold',
  gone: 'ended',
};

/** States of Etsy's older interface in which nobody can buy, and which its contract does not list any more. */
const REMOVED: readonly string[] = ['removed', 'unavailable'];

/**
 * Tells how a listing of a shop's list stands: `active` is live, `sold_out` sold, `inactive` and `expired` ended. The
 * contract knows no other states beside `draft`. `edit`, which deactivated listings were seen to read back as, is ended,
 * as it is for {@link saleStateOf}; a word that nobody knows is live, since a listing that is wrongly believed to have
 * ended would be listed again.
 * @param listing the listing
 * @returns its status
 */
export function foundStatusOf(listing: EtsyListing): FoundListing['status'] {
  return REMOVED.includes(listing.state) ? 'ended' : STATUSES[saleStateOf(listing)];
}
