import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { earlierText } from '../../http/earlier-text.ts';
import type { EbayInventoryClient } from '../ebay-inventory.client.ts';
import { ebayOfferOf } from '../ebay-offer.ts';
import type { EbayRevisionsClient } from '../ebay-revisions.client.ts';
import { mergedOffer } from './merged-bodies.ts';
import { groupsOf, revisionOf, sentOf } from './revision.ts';
import { stateOf, wasLive } from './standing-offer.ts';

/** Changes groups of an offer's fields, and leaves every other field as eBay holds it. */
export class PutChangedOfferStep implements Step {
  /**
   * @param inventory eBay's Inventory API
   * @param revisions its complete reads
   */
  constructor(
    private readonly inventory: EbayInventoryClient,
    private readonly revisions: EbayRevisionsClient,
  ) {}

  /**
   * @param task the step; its payload names the groups
   * @param context the job, and what `read` has left
   * @returns done with what was sent; nothing is sent where the listing has ended
   */
  async execute(task: TaskView, context: StepContext): Promise<Outcome> {
    if (!wasLive(context)) return done({ sent: {} });
    const offerId = earlierText(context, 'read', 'offer_id');
    const held = await this.revisions.offer(context, offerId);
    if (held === undefined || stateOf(ebayOfferOf(held)) !== 'live') return done({ sent: {} });
    const revision = revisionOf(context);
    const groups = groupsOf(task);
    const body = mergedOffer(held, revision.offer, groups);
    const warnings = await this.inventory.putOffer(context, offerId, body, revision.settings.contentLanguage);
    // Texts are the item's, and sent by its own step.
    return done({
      sent: sentOf(
        revision,
        groups.filter((group) => group !== 'texts'),
      ),
      warnings,
    });
  }
}
