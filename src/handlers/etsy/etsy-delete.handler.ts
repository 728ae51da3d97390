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
import { EndListingStep } from './delete/end-listing.step.ts';
import { Ending } from './delete/ending.ts';
import { FindListingStep } from './delete/find-listing.step.ts';
import { PRODUCT_REQUIRED, listingIdOf } from './delete/listing-of-job.ts';
import { ReadEndedStep } from './delete/read-ended.step.ts';
import { SaveEndedStep } from './delete/save-ended.step.ts';
import { EtsyListingsClient } from './etsy-listings.client.ts';
import { DraftSearch } from './publish/draft-search.ts';

/**
 * Ends a product's listing in an Etsy shop: a live one is deactivated, a draft is deleted, and what has ended already is
 * left as it is ({@link Ending} says why). The product need not fit Etsy's rules any more.
 */
@MarketplaceHandler({ marketplace: 'etsy', action: 'delete' })
export class EtsyDeleteHandler extends DirectApiJobHandler {
  override readonly planVersion = DELETE_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;

  constructor(listings: EtsyListingsClient, search: DraftSearch) {
    super();
    const ending = new Ending(listings);
    this.steps = {
      find: new FindListingStep(search),
      end: new EndListingStep(ending),
      read_back: new ReadEndedStep(ending),
      save: new SaveEndedStep(),
    };
  }

  /**
   * Plans the end of the listing.
   * @param context the job with its product, account and listing
   * @returns the steps; none where the product has no open listing on the account
   */
  override plan(context: PlanContext): readonly TaskPlan[] | Refused {
    if (context.product === null) return refused({ ...PRODUCT_REQUIRED, actor: 'us' });
    const { listing, superseded } = context;
    if (listing === null && superseded.length === 0) return [];
    return deletePlan(listing === null || listingIdOf(context) !== undefined, superseded.length);
  }

  /**
   * Tells what keeps a product's listing from being ended.
   * @param product the product
   * @returns the wrong fields; none where there is a product
   */
  override preflight(product: ProductSnapshot | null): readonly FieldError[] {
    return product === null ? [{ field: 'product_id', ...PRODUCT_REQUIRED }] : [];
  }

  /**
   * Chooses the job's result.
   * @param results results by step name
   * @returns the listing's id, and whether it has `ended` or was `sold`
   */
  override summarise(
    results: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Record<string, unknown> {
    const saved = recordOf(results['save']);
    return { listing_id: textOf(saved['listing_id']) ?? null, status: textOf(saved['status']) ?? null };
  }
}
