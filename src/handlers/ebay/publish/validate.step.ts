import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { wantedListing } from '../ebay-mapper.ts';
import { readyOrRefused } from './wanted.ts';

/** Checks the product once more at the start of the run, and shows what will be sent. */
export class ValidateStep implements Step {
  /**
   * @param _task the step
   * @param context the job
   * @returns done with a summary of the listing, or refused with the wrong fields
   */
  execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const ready = readyOrRefused(context);
    if ('kind' in ready) return Promise.resolve(ready);
    const { sku, item, offer } = wantedListing(ready.product, ready.settings, []);
    return Promise.resolve(
      done({
        ebay_sku: sku,
        marketplace_id: ready.settings.marketplaceId,
        title: item.product.title,
        condition: item.condition,
        category_id: offer.categoryId,
        price: offer.pricingSummary.price,
        quantity: offer.availableQuantity,
      }),
    );
  }
}
