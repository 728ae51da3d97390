import { done, retry } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import type { EbayInventoryClient } from '../ebay-inventory.client.ts';
import { foundOffer } from './found-offer.ts';
import { isListed, listedAnew, listingToEnd, standingOf } from './standing.ts';

/** eBay shows a change within seconds as a rule; after that the job's own backoff takes over. */
const SHOW_MS = 3_000;

/** Reads back that nothing is listed any more: a success answer alone proves nothing. */
export class ReadEndBackStep implements Step {
  /** @param inventory eBay's Inventory API */
  constructor(private readonly inventory: EbayInventoryClient) {}

  /**
   * @param _task the step
   * @param context the job, and the results of the steps before
   * @returns done with how it ended, retry while eBay still shows it, refused for a listing made since
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const offer = await foundOffer(this.inventory, context);
    if (isListed(offer)) {
      const message = 'eBay still shows the listing that was ended.';
      const failure = {
        code: 'ebay.listing_still_shown',
        message,
        actor: 'marketplace',
        original: offer,
      } as const;
      return listedAnew(context, offer) ?? retry(failure, { afterMs: SHOW_MS });
    }
    const { results } = context;
    const standing = standingOf(offer);
    const listingId = listingToEnd(context) ?? standing.listing_id;
    // A sale that was seen once counts, although the offer forgets its listing when it is withdrawn.
    const sold = [standing, results['find_offer'], results['withdraw_offer']].some(
      (seen) => seen?.sold === true,
    );
    return done({
      status: sold ? 'sold' : 'ended',
      ...(listingId === undefined ? {} : { listing_id: listingId }),
    });
  }
}
