import type { Effect } from '../../../domain/effects.ts';
import { done } from '../../../domain/outcome.ts';
import type { Done, Outcome, Reconciliation } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { EbayCallError } from '../ebay-errors.ts';
import type { EbayInventoryClient } from '../ebay-inventory.client.ts';
import type { EbayOffer } from '../ebay-offer.ts';
import { foundOffer } from './found-offer.ts';
import { isListed, listedAnew, standingOf } from './standing.ts';

/**
 * Ends the listing. The offer stays, unpublished.
 *
 * A sale in the moment between the look and the end cannot be seen here: the answer names the listing alone, and an
 * offer that is not published shows neither its listing nor what was sold of it (Inventory API 1.18.5). The account's
 * orders tell of it, and a sale outweighs an end that was saved before.
 */
export class WithdrawOfferStep implements Step {
  /** @param inventory eBay's Inventory API */
  constructor(private readonly inventory: EbayInventoryClient) {}

  /**
   * Reads before it writes: a sale leaves no trace on an offer that was withdrawn after it.
   * @param _task the step
   * @param context the job, and what `find_offer` has left
   * @returns done, `withdrawn` telling whether eBay had to be asked for it; refused for a listing made since
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const offer = await foundOffer(this.inventory, context);
    if (!isListed(offer)) return done({ ...standingOf(offer), withdrawn: false });
    const anew = listedAnew(context, offer);
    if (anew !== undefined) return anew;
    try {
      await this.inventory.withdrawOffer(context, offer.offerId);
      return ended(context, offer, { withdrawn: true });
    } catch (error) {
      // eBay gives the same numbers for an offer that is not published, for one that is gone and for other troubles.
      if (!(error instanceof EbayCallError) || error.verdict.kind !== 'refused') throw error;
      const now = await this.inventory.offer(context, offer.offerId);
      if (isListed(now)) throw error;
      return ended(context, now, { withdrawn: false });
    }
  }

  /**
   * @param _task the step
   * @param context the job, and what `find_offer` has left
   * @returns done where nothing is listed any more, absent while it still is
   */
  async lookUp(_task: TaskView, context: StepContext): Promise<Reconciliation> {
    const offer = await foundOffer(this.inventory, context);
    if (!isListed(offer)) return ended(context, offer, {});
    return listedAnew(context, offer) ?? { kind: 'absent' };
  }
}

/**
 * Until it was read back nobody may take the listing for live: publishing the product would find nothing to do. A row
 * that was closed meanwhile is left alone, since this effect would open a new one.
 */
function ended({ listing }: StepContext, offer: EbayOffer | undefined, more: Record<string, unknown>): Done {
  const effects: Effect[] = listing === null ? [] : [{ type: 'listing', status: 'unknown' }];
  return done({ ...standingOf(offer), ...more }, effects);
}
