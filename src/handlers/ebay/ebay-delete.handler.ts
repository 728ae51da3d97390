import type { FieldError } from '../../domain/errors.ts';
import { refused } from '../../domain/outcome.ts';
import type { Refused } from '../../domain/outcome.ts';
import type { ProductSnapshot } from '../../domain/snapshots.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import type { PlanContext } from '../contract/contexts.ts';
import { MarketplaceHandler } from '../contract/marketplace-handler.decorator.ts';
import { DirectApiJobHandler } from '../http/direct-api-job-handler.ts';
import type { Step } from '../http/direct-api-job-handler.ts';
import { recordOf, textOf } from '../http/json-shape.ts';
import { DELETE_PLAN_VERSION, deletePlan } from './delete/delete-plan.ts';
import { FindOfferStep } from './delete/find-offer.step.ts';
import { ReadEndBackStep } from './delete/read-end-back.step.ts';
import { SaveEndStep } from './delete/save-end.step.ts';
import { WithdrawOfferStep } from './delete/withdraw-offer.step.ts';
import { EbayInventoryClient } from './ebay-inventory.client.ts';

const PRODUCT_REQUIRED = {
  code: 'ebay.product_required',
  message: 'Ending a listing needs a product.',
} as const;

/**
 * Ends the listing of a product on eBay, by withdrawing its offer.
 *
 * The offer and the inventory item are kept. Nobody sees them, a later publication adopts them by their SKU instead of
 * meeting a duplicate, and deleting the item would end the SKU's listings on eBay's other sites as well. eBay gives an
 * offer that is published again a new listing.
 */
@MarketplaceHandler({ marketplace: 'ebay', action: 'delete' })
export class EbayDeleteHandler extends DirectApiJobHandler {
  override readonly planVersion = DELETE_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;

  constructor(inventory: EbayInventoryClient) {
    super();
    this.steps = {
      find_offer: new FindOfferStep(inventory),
      withdraw_offer: new WithdrawOfferStep(inventory),
      read_back: new ReadEndBackStep(inventory),
      save: new SaveEndStep(),
    };
  }

  /**
   * Plans the end of the listing.
   * @param context the job with its product, account and listing
   * @returns the steps; none where the product has no open listing on the account
   */
  override plan({ product, listing }: PlanContext): readonly TaskPlan[] | Refused {
    if (product === null) return refused({ ...PRODUCT_REQUIRED, actor: 'us' });
    return listing === null ? [] : deletePlan();
  }

  /**
   * Tells what keeps a product from being taken off eBay: nothing of its content does.
   * @param product the product
   * @returns an error where there is none
   */
  override preflight(product: ProductSnapshot | null): readonly FieldError[] {
    return product === null ? [{ field: 'product_id', ...PRODUCT_REQUIRED }] : [];
  }

  /**
   * Chooses the job's result.
   * @param results results by step name
   * @returns the ids of the listing and the offer, and whether the piece was sold; nulls where there was nothing
   */
  override summarise(
    results: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Record<string, unknown> {
    const saved = recordOf(results['save']);
    return {
      listing_id: textOf(saved['listing_id']) ?? null,
      offer_id: textOf(saved['offer_id']) ?? null,
      status: textOf(saved['status']) ?? null,
    };
  }
}
