import type { StepContext } from '../../contract/contexts.ts';
import { EtsyCallError } from '../etsy-errors.ts';
import type { EtsyListing } from '../etsy-listing.ts';
import type { EtsyListingsClient } from '../etsy-listings.client.ts';
import { inAnotherShop, shopIdOf, shopMissing } from './listing-of-job.ts';
import { hasEnded, saleStateOf } from './sale-state.ts';
import type { SaleState } from './sale-state.ts';

/** What was done to a listing. */
export interface Ended {
  /** How it stood before anything was sent. */
  readonly before: SaleState;
  /** `nothing` where it had ended, whoever ended it. */
  readonly sent: 'deactivation' | 'deletion' | 'nothing';
}

/** Answers that may only mean that the listing is no longer as it was read; Etsy has told a state by a 400 as well. */
const ABOUT_STATE: readonly number[] = [400, 404, 409];

/**
 * Takes a listing off sale.
 *
 * A live listing is deactivated (`PATCH state=inactive`) and not deleted. The fee is spent either way. But a delete may
 * follow from a sale elsewhere that is cancelled an hour later, and a deletion could not be taken back: the rest of the
 * four months that were paid, the favourites, the statistics and the address of the page would be lost. It would also
 * delete a listing that is sold between our reading and our call, and with it what tells that; a deactivation finds
 * `sold_out` and leaves it. What it costs: the listing stays among the shop's inactive ones until the seller removes it.
 *
 * A draft was never paid for nor seen by anybody, and Etsy does not deactivate drafts. It is deleted (`DELETE`), so that
 * nobody publishes what is to be withdrawn.
 *
 * Both may be repeated: an inactive listing stays inactive, and a deleted one answers 404.
 */
export class Ending {
  /** @param listings Etsy's listings */
  constructor(private readonly listings: EtsyListingsClient) {}

  /**
   * Reads the listing, and sends what ends it where it has not ended. The read is never older than this: between two
   * steps, and before a repeat, a draft may have been published or a piece sold.
   * @param context the job
   * @param listingId the listing
   * @returns how it stood, and what was sent; Etsy's success is not believed before it was read back
   * @throws {CallFailedError} for calls that failed while the listing goes on
   */
  async bring(context: StepContext, listingId: number): Promise<Ended> {
    const shopId = shopIdOf(context);
    const listing = await this.listings.listing(context, listingId);
    const before = saleStateOf(listing);
    if (listing === undefined || hasEnded(before)) return { before, sent: 'nothing' };
    if (shopId !== undefined && listing.shopId !== undefined && listing.shopId !== shopId) {
      throw inAnotherShop(listing.shopId);
    }
    try {
      return { before, sent: await this.send(context, listing, shopId) };
    } catch (error) {
      if (!(error instanceof EtsyCallError) || !ABOUT_STATE.includes(error.status)) throw error;
      const now = saleStateOf(await this.listings.listing(context, listingId));
      if (hasEnded(now)) return { before: now, sent: 'nothing' };
      throw error;
    }
  }

  private async send(
    context: StepContext,
    listing: EtsyListing,
    ownShop: number | undefined,
  ): Promise<Ended['sent']> {
    if (saleStateOf(listing) === 'draft') {
      await this.listings.remove(context, listing.listingId);
      return 'deletion';
    }
    const shopId = ownShop ?? listing.shopId;
    if (shopId === undefined) throw shopMissing();
    await this.listings.deactivate(context, shopId, listing.listingId);
    return 'deactivation';
  }
}
