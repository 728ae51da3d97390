import type { Effect } from '../../../domain/effects.ts';
import { done, refused } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import type { EtsyListing } from '../etsy-listing.ts';
import { etsySkuOf } from '../etsy-sku.ts';
import type { DraftSearch } from '../publish/draft-search.ts';
import { PRODUCT_REQUIRED, listingIdOf, shopIdOf, shopMissing, supersededIdsOf } from './listing-of-job.ts';

/** Age does not matter for what bears the product's SKU. */
const EVER = new Date(0);

/**
 * Settles which listing is to end, and notes before anything is sent that it may not be live any more: a job that fails
 * after a call whose answer was lost must not leave a row that says `live`, since publishing believes it.
 *
 * A listing of which only our row is known is looked for by its SKU alone: what has none was never on sale, and to go
 * by a title could end somebody else's.
 */
export class FindListingStep implements Step {
  /** @param search finds listings by their marks */
  constructor(private readonly search: DraftSearch) {}

  /**
   * @param _task the step
   * @param context the job
   * @returns done with the listing's id, which costs no call where it is known; or without one where the shop has none of that SKU; refused where the shop is
   *   too large to be sure
   * @throws {CallFailedError} for calls that failed, and as a refusal where the account has no shop, or another
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const known = listingIdOf(context);
    const superseded = supersededIdsOf(context).map(String);
    const before = { status_before: context.listing?.status ?? null, superseded };
    if (known !== undefined) return begun(known, before);
    if (context.listing === null) return done({ listing_id: null, ...before });
    const { product, listing } = context;
    if (product === null) return refused({ ...PRODUCT_REQUIRED, actor: 'us' });
    const shopId = shopIdOf(context);
    if (shopId === undefined) throw shopMissing();
    const sent = listing?.externalIds['etsy_sku'];
    const skus = [etsySkuOf(product.sku), ...(sent === undefined ? [] : [sent])];
    const marks = { shopId, skus, contents: [], since: EVER };
    // What is for sale comes first: it is what must end.
    const found = await this.search.find(context, marks, ['active', 'draft']);
    if (found.kept !== undefined) return begun(found.kept.listingId, before, found.others);
    if (found.complete) return done({ listing_id: null, ...before });
    return refused({
      code: 'etsy.search_incomplete',
      message: 'The shop has too many listings to look for this one. End it on Etsy.',
      actor: 'seller',
    });
  }
}

/** The id is journalled with it, so that a job after this one need not look again. */
function begun(
  listingId: number,
  before: Readonly<Record<string, unknown>>,
  others: readonly EtsyListing[] = [],
): Outcome {
  const id = String(listingId);
  const effects: readonly Effect[] = [
    { type: 'listing', status: 'unknown', externalIds: { listing_id: id } },
    ...(others.length === 0
      ? []
      : [
          {
            type: 'pending_action' as const,
            code: 'etsy.duplicate_listings',
            message:
              'Etsy has several listings with the SKU of this product. StoFlow ends the oldest; look at the others.',
            details: { ended: id, others: others.map((other) => String(other.listingId)) },
          },
        ]),
  ];
  return done({ listing_id: id, ...before }, effects);
}
