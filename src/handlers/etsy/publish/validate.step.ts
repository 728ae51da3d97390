import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { wantedListing } from '../etsy-mapper.ts';
import type { WantedListings } from './wanted.ts';

/** Checks the product once more at the start of the run, and keeps what will be sent: its marks on Etsy. */
export class ValidateStep implements Step {
  /** @param wanted maps the product */
  constructor(private readonly wanted: WantedListings) {}

  /**
   * @param _task the step
   * @param context the job
   * @returns done with a summary of the listing, or refused with the wrong fields
   */
  execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const ready = this.wanted.readyOrRefused(context);
    if ('kind' in ready) return Promise.resolve(ready);
    const { sku, content, taxonomy, price, quantity } = wantedListing(
      ready.product,
      ready.settings,
      ready.provenance,
    );
    return Promise.resolve(
      done({
        etsy_sku: sku,
        shop_id: ready.settings.shopId,
        title: content.title,
        who_made: content.who_made,
        when_made: content.when_made,
        taxonomy,
        price,
        currency: ready.product.currency,
        quantity,
      }),
    );
  }
}
