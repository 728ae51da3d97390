import type { Effect } from '../../../domain/effects.ts';
import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { earlierText } from '../../http/earlier-text.ts';
import { recordOf } from '../../http/json-shape.ts';
import { listingUrl } from '../listing-url.ts';
import { uploadedPictures } from './uploaded-pictures.ts';
import { wantedIfReady } from './wanted.ts';

/** Saves the listing as it was read back, with the hashes of what was sent. */
export class SaveStep implements Step {
  /** @param siteUrl base of listing pages; undefined for each marketplace's own */
  constructor(private readonly siteUrl: string | undefined) {}

  /**
   * @param _task the step
   * @param context the job, and everything the steps before have left
   * @returns done with the listing's ids; the listing is live and verified in the same commit
   */
  execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const listingId = earlierText(context, 'read_back', 'listing_id');
    const offerId = earlierText(context, 'create_offer', 'offer_id');
    const site = earlierText(context, 'put_inventory_item', 'marketplace_id');
    const url = listingUrl(site, listingId, this.siteUrl);
    const effects: Effect[] = [
      {
        type: 'listing',
        status: context.results['read_back']?.['status'] === 'sold' ? 'sold' : 'live',
        externalIds: {
          ebay_sku: earlierText(context, 'put_inventory_item', 'ebay_sku'),
          offer_id: offerId,
          listing_id: listingId,
        },
        url,
        fingerprint: { fields: sentFields(context), pictures: uploadedPictures(context.results) },
        shown: recordOf(context.results['read_back']?.['shown']),
        verified: true,
      },
    ];
    if (context.results['read_back']?.['on_hold'] === true) {
      effects.push({
        type: 'pending_action',
        code: 'ebay.on_hold',
        message: 'eBay holds this listing for a policy question. Look at your messages on eBay.',
        details: { listing_id: listingId },
      });
    }
    return Promise.resolve(done({ listing_id: listingId, offer_id: offerId, url }, effects));
  }
}

/** Empty where it is not certain what eBay was sent, so that the next job sends everything again. */
function sentFields(context: StepContext): Readonly<Record<string, string>> {
  const wanted = wantedIfReady(context);
  const sent = context.results['publish_offer'];
  return wanted !== undefined &&
    sent?.['item_hash'] === wanted.itemHash &&
    sent['offer_hash'] === wanted.offerHash
    ? wanted.fields
    : {};
}
