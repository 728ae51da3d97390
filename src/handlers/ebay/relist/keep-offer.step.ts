import type { Outcome, Reconciliation } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { textOf } from '../../http/json-shape.ts';
import type { EbayInventoryClient } from '../ebay-inventory.client.ts';
import { CreateOfferStep, offered } from '../publish/create-offer.step.ts';

/** Keeps the offer of the old listing; makes one where the product has another SKU by now, as publishing would. */
export class KeepOfferStep implements Step {
  private readonly create: CreateOfferStep;

  /** @param inventory eBay's Inventory API */
  constructor(inventory: EbayInventoryClient) {
    this.create = new CreateOfferStep(inventory);
  }

  /**
   * @param task the step
   * @param context the job, and what the steps before have left
   * @returns done with the offer's id
   */
  execute(task: TaskView, context: StepContext): Promise<Outcome> {
    const kept = keptOffer(context);
    return kept === undefined ? this.create.execute(task, context) : Promise.resolve(kept);
  }

  /**
   * @param task the step
   * @param context the job, and what the steps before have left
   * @returns done with the offer's id, or absent
   */
  lookUp(task: TaskView, context: StepContext): Promise<Reconciliation> {
    const kept = keptOffer(context);
    return kept === undefined ? this.create.lookUp(task, context) : Promise.resolve(kept);
  }
}

function keptOffer(context: StepContext): ReturnType<typeof offered> | undefined {
  const { find_offer: found, put_inventory_item: written } = context.results;
  const offerId = textOf(found?.['offer_id']);
  const sku = textOf(written?.['ebay_sku']);
  if (offerId === undefined || sku === undefined || sku !== found?.['ebay_sku']) return undefined;
  return offered(context, sku, { offer_id: offerId, adopted: true });
}
