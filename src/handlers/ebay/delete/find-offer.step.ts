import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import { CallFailedError } from '../../http/call-failed.error.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { textOf } from '../../http/json-shape.ts';
import type { EbayInventoryClient } from '../ebay-inventory.client.ts';
import { ebaySkuOf } from '../ebay-sku.ts';
import { fixedPriceOffer } from '../fixed-price-offer.ts';
import { standingOf } from './standing.ts';

/** Finds out which offer the product has, and which listing is to end. */
export class FindOfferStep implements Step {
  /** @param inventory eBay's Inventory API */
  constructor(private readonly inventory: EbayInventoryClient) {}

  /**
   * @param _task the step
   * @param context the job
   * @returns done with the offer's key and, where eBay has the offer, its ids and whether the piece was sold
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const { account, listing, product } = context;
    const marketplaceId = textOf(account.settings['marketplace_id']);
    if (marketplaceId === undefined) throw siteMissing();
    // The SKU of the time of publishing: a product's own may have been edited since.
    const sku = listing?.externalIds['ebay_sku'] ?? ebaySkuOf(product?.sku ?? '');
    const known = textOf(listing?.externalIds['offer_id']);
    const remembered = known === undefined ? undefined : await this.inventory.offer(context, known);
    // An offer that is gone may have been made anew under the same SKU, with another id.
    const offer = remembered ?? (await fixedPriceOffer(this.inventory, context, sku, marketplaceId));
    return done({ ebay_sku: sku, marketplace_id: marketplaceId, ...standingOf(offer) });
  }
}

function siteMissing(): CallFailedError {
  const code = 'ebay.setting_missing';
  const message = 'Choose the eBay site this account lists on.';
  const fields = [{ field: 'account.settings.marketplace_id', code, message }];
  return new CallFailedError({ code, message, actor: 'seller', fields }, { kind: 'refused' });
}
