import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { isListed } from '../delete/standing.ts';
import { FindOfferStep } from '../delete/find-offer.step.ts';
import { foundOffer } from '../delete/found-offer.ts';
import type { EbayInventoryClient } from '../ebay-inventory.client.ts';
import { otherSite } from '../update/read-listing.step.ts';
import { stateOf } from '../update/standing-offer.ts';

/** Finds the listing that is to be replaced, before anything is ended. */
export class FindListingStep implements Step {
  private readonly find: FindOfferStep;

  /** @param inventory eBay's Inventory API */
  constructor(private readonly inventory: EbayInventoryClient) {
    this.find = new FindOfferStep(inventory);
  }

  /**
   * @param task the step
   * @param context the job
   * @returns done with the ids of the old listing, and whether it is there to be replaced; refused where it is on
   *   another site than the account's
   */
  async execute(task: TaskView, context: StepContext): Promise<Outcome> {
    const found = await this.find.execute(task, context);
    if (found.kind !== 'done') return found;
    const { result } = found;
    const offer = await foundOffer(this.inventory, { ...context, results: { find_offer: result } });
    const site = String(result['marketplace_id']);
    if (offer !== undefined && offer.marketplaceId !== site) return otherSite(offer.marketplaceId, site);
    const state = stateOf(offer);
    return done({ ...result, sold: state === 'sold', listed: state === 'live' && isListed(offer) });
  }
}
