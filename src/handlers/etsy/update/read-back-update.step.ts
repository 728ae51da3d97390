import { done, retry } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import type { EtsyListing } from '../etsy-listing.ts';
import type { EtsyListingsClient } from '../etsy-listings.client.ts';
import { addressOf } from '../publish/draft-of-job.ts';
import type { WantedListings } from '../publish/wanted.ts';
import { shownOf } from '../shown-fields.ts';
import { groupsOf } from './changed-groups.ts';
import { contentDifferences } from './content-change.ts';
import type { ListingWrites } from './listing-writes.ts';
import { standingOf } from './standing.ts';
import { wantedUpdate } from './wanted-update.ts';
import type { WantedUpdate } from './wanted-update.ts';

/** Etsy shows a change within seconds as a rule; after that the job's own backoff takes over. */
const SHOW_MS = 3_000;

/** Reads what Etsy made of it: it has answered changes with success, and with the new values, and kept the old ones. */
export class ReadBackUpdateStep implements Step {
  /**
   * @param listings Etsy's listings
   * @param writes sends again what Etsy did not keep
   * @param wanted maps the product
   */
  constructor(
    private readonly listings: EtsyListingsClient,
    private readonly writes: ListingWrites,
    private readonly wanted: WantedListings,
  ) {}

  /**
   * @param _task the step
   * @param context the job, and what was sent
   * @returns done with what Etsy shows; until it shows what was sent, that was sent again, and is retried
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const content = groupsOf(context.results['write_content']?.['groups']);
    const stock = groupsOf(context.results['put_inventory']?.['groups']);
    const listing = await this.read(context, stock.includes('key'));
    const standing = standingOf(listing);
    if (typeof standing !== 'string') return standing;
    if (listing === undefined || standing !== 'live') return done({ status: standing });
    const wanted = wantedUpdate(this.wanted, context);
    const change = await this.writes.contentOf(context, wanted, content);
    const texts = contentDifferences(listing, change);
    const stocked = stockDifferences(listing, wanted, stock, context);
    if (texts.length > 0) await this.writes.content(context, change);
    if (stocked.length > 0) await this.writes.inventory(context, wanted, stock);
    const differing = [...texts, ...stocked];
    if (differing.length === 0) return done({ status: 'live', shown: shownOf(listing) });
    return retry(
      {
        code: 'etsy.change_not_visible',
        message: `Etsy has taken a change and still shows something else: ${differing.join(', ')}.`,
        actor: 'marketplace',
        original: { differing },
      },
      { afterMs: SHOW_MS },
    );
  }

  private read(context: StepContext, withSkus: boolean): Promise<EtsyListing | undefined> {
    const { listingId } = addressOf(context);
    return withSkus
      ? this.listings.listingWithSkus(context, listingId)
      : this.listings.listing(context, listingId);
  }
}

function stockDifferences(
  listing: EtsyListing,
  wanted: WantedUpdate,
  groups: readonly string[],
  { results }: StepContext,
): readonly string[] {
  const { price, quantity, skus } = listing;
  const before = results['put_inventory']?.['quantity_before'];
  // Another number than before and than was sent: a piece was bought meanwhile, and must not be put back on sale.
  const ignored = quantity !== undefined && quantity !== wanted.quantity && quantity === before;
  return [
    ...(groups.includes('price') && price !== undefined && price !== wanted.price ? ['price'] : []),
    ...(groups.includes('quantity') && ignored ? ['quantity'] : []),
    ...(groups.includes('key') && skus !== undefined && skus.join() !== wanted.sku ? ['sku'] : []),
  ];
}
