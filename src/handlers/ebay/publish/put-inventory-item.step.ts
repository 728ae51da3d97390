import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import type { EbayInventoryClient } from '../ebay-inventory.client.ts';
import { wantedOf } from './wanted.ts';

/** Writes the item under its SKU, complete, with the pictures in the seller's order. */
export class PutInventoryItemStep implements Step {
  /** @param inventory eBay's Inventory API */
  constructor(private readonly inventory: EbayInventoryClient) {}

  /**
   * @param _task the step
   * @param context the job, and the uploaded pictures
   * @returns done with the SKU and the site, which the steps after it keep to
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const { sku, item, itemHash, settings } = wantedOf(context);
    const warnings = await this.inventory.putInventoryItem(context, sku, item, settings.contentLanguage);
    return done({
      ebay_sku: sku,
      marketplace_id: settings.marketplaceId,
      item_hash: itemHash,
      warnings,
    });
  }
}
