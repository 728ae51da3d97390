import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { earlierText } from '../../http/earlier-text.ts';
import type { EbayInventoryClient } from '../ebay-inventory.client.ts';
import type { EbayRevisionsClient } from '../ebay-revisions.client.ts';
import { itemGone } from './item-gone.ts';
import { mergedItem } from './merged-bodies.ts';
import { groupsOf, revisionOf, sentOf } from './revision.ts';
import { stateOf, wasLive } from './standing-offer.ts';

/** Changes groups of an item's fields, and leaves every other field as eBay holds it. */
export class PutChangedItemStep implements Step {
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
   * @param context the job, what `read` has left, and the uploaded pictures
   * @returns done with what was sent; nothing is sent where the listing has ended
   */
  async execute(task: TaskView, context: StepContext): Promise<Outcome> {
    if (!wasLive(context)) return done({ sent: {} });
    const sku = earlierText(context, 'read', 'ebay_sku');
    const offer = await this.inventory.offer(context, earlierText(context, 'read', 'offer_id'));
    if (stateOf(offer) !== 'live') return done({ sent: {} });
    const revision = revisionOf(context);
    // Without any picture of the product's that eBay has, eBay's own stay: a listing needs one.
    const groups = groupsOf(task).filter((group) => group !== 'pictures' || revision.pictures.length > 0);
    const held = await this.revisions.item(context, sku);
    if (held === undefined) return itemGone();
    const body = mergedItem(held, revision.item, groups);
    const language = revision.settings.contentLanguage;
    const warnings = await this.inventory.putInventoryItem(context, sku, body, language);
    const pictures = groups.includes('pictures') ? { pictures: revision.pictures } : {};
    return done({ sent: sentOf(revision, groups), ...pictures, warnings });
  }
}
