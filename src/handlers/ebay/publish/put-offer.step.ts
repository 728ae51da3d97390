import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { earlierText } from '../../http/earlier-text.ts';
import type { EbayInventoryClient } from '../ebay-inventory.client.ts';
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
    const warnings = await this.inventory.putOffer(context, offerId, offer, settings.contentLanguage);
    return done({ sent: true, offer_hash: offerHash, warnings });
  }
}
