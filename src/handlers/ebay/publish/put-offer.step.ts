import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { earlierText } from '../../http/earlier-text.ts';
import type { EbayInventoryClient } from '../ebay-inventory.client.ts';
import { hasEnded, isSoldOut } from '../ebay-offer.ts';
import { wantedOf } from './wanted.ts';

/** Gives an adopted offer the wanted content. An offer that was created with it needs no call. */
export class PutOfferStep implements Step {
  /** @param inventory eBay's Inventory API */
  constructor(private readonly inventory: EbayInventoryClient) {}

  /**
   * @param _task the step
   * @param context the job, and the offer's id
   * @returns done, `sent` telling whether eBay was called
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const offerId = earlierText(context, 'create_offer', 'offer_id');
    const { offer, offerHash, settings } = wantedOf(context);
    if (context.results['create_offer']?.['offer_hash'] === offerHash) {
      return done({ sent: false, offer_hash: offerHash });
    }
    const past = await this.pastListing(context, offerId);
    const warnings = await this.inventory.putOffer(context, offerId, offer, settings.contentLanguage);
    return done({ sent: true, offer_hash: offerHash, warnings, ...past });
  }

  /**
   * An offer may still name a listing that has ended, for instance on the site. What is published next is another one,
   * and the steps that look the publication up must not take the old one for it. A sale that StoFlow does not know of
   * yet is no such past: publishing again would list a sold piece.
   */
  private async pastListing(
    context: StepContext,
    offerId: string,
  ): Promise<Readonly<Record<string, string>>> {
    const offer = await this.inventory.offer(context, offerId);
    const listing = offer?.listing;
    if (offer === undefined || listing === undefined || !hasEnded(listing)) return {};
    const isKnown = context.listing?.externalIds['listing_id'] === listing.listingId;
    return isSoldOut(offer) && isKnown
      ? { sold_listing_id: listing.listingId }
      : { past_listing_id: listing.listingId };
  }
}
