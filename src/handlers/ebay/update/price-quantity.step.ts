import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { earlierText } from '../../http/earlier-text.ts';
import type { EbayInventoryClient } from '../ebay-inventory.client.ts';
import type { EbayRevisionsClient } from '../ebay-revisions.client.ts';
import { groupsOf, revisionOf, sentOf } from './revision.ts';
import { stateOf, wasLive } from './standing-offer.ts';

/** Changes the price, the quantity or both by the one call of eBay's that touches nothing else. */
export class PriceQuantityStep implements Step {
  /**
   * @param inventory eBay's Inventory API
   * @param revisions the call that changes prices and quantities
   */
  constructor(
    private readonly inventory: EbayInventoryClient,
    private readonly revisions: EbayRevisionsClient,
  ) {}

  /**
   * @param task the step; its payload names the groups
   * @param context the job, and what `read` has left
   * @returns done with what was sent; nothing is sent where the listing has ended or was sold, since a quantity would
   *   put a sold piece on sale again
   */
  async execute(task: TaskView, context: StepContext): Promise<Outcome> {
    if (!wasLive(context)) return done({ sent: {} });
    const offerId = earlierText(context, 'read', 'offer_id');
    if (stateOf(await this.inventory.offer(context, offerId)) !== 'live') return done({ sent: {} });
    const revision = revisionOf(context);
    const groups = groupsOf(task);
    const { pricingSummary, availableQuantity } = revision.offer;
    const warnings = await this.revisions.changePriceQuantity(context, {
      sku: earlierText(context, 'read', 'ebay_sku'),
      offerId,
      ...(groups.includes('price') ? { price: pricingSummary.price } : {}),
      ...(groups.includes('quantity') ? { quantity: availableQuantity } : {}),
    });
    return done({ sent: sentOf(revision, groups), warnings });
  }
}
