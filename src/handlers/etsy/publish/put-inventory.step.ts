import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import type { EtsyListingsClient } from '../etsy-listings.client.ts';
import { addressOf, wasSold } from './draft-of-job.ts';
import type { WantedListings } from './wanted.ts';

/** Gives the draft its SKU, price and quantity: from then on it can be told from every other draft. */
export class PutInventoryStep implements Step {
  /**
   * @param listings Etsy's listings
   * @param wanted maps the product
   */
  constructor(
    private readonly listings: EtsyListingsClient,
    private readonly wanted: WantedListings,
  ) {}

  /**
   * @param _task the step
   * @param context the job, and the draft
   * @returns done with the SKU
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    if (wasSold(context)) return done({ skipped: 'sold' });
    const { sku, inventory, inventoryHash } = this.wanted.of(context);
    await this.listings.putInventory(context, addressOf(context).listingId, inventory);
    return done({ etsy_sku: sku, inventory_hash: inventoryHash });
  }
}
