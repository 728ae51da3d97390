import { done, refused, retry } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import type { EtsyListing } from '../etsy-listing.ts';
import type { EtsyListingsClient } from '../etsy-listings.client.ts';
import { shownOf } from '../shown-fields.ts';
import { addressOf } from './draft-of-job.ts';
import { wasSent } from './sent-hashes.ts';
import { differencesOf } from './shown-as-wanted.ts';
import { uploadedImages } from './uploaded-images.ts';
import type { WantedListings } from './wanted.ts';

/** Etsy shows a change within seconds as a rule; after that the job's own backoff takes over. */
const SHOW_MS = 3_000;

/** Reads what Etsy made of it: a success answer, and its echo of what was sent, prove nothing. */
export class ReadBackStep implements Step {
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
   * @param context the job, and the listing
   * @returns done with what Etsy shows, retry while it does not show it yet, refused where the listing has ended
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const listing = await this.read(context);
    if (listing === undefined) return notShown('Etsy does not show the listing.', null);
    if (listing.state === 'sold_out') return done({ ...summaryOf(listing), status: 'sold' });
    if (listing.state === 'expired') return ended(listing);
    if (listing.state !== 'active') {
      return notShown(`Etsy still shows the listing as ${listing.state}.`, summaryOf(listing));
    }
    const differing = this.differing(context, listing);
    if (differing.length > 0) {
      return retry(
        {
          code: 'etsy.read_back_differs',
          message: `Etsy shows something else than was sent: ${differing.join(', ')}.`,
          actor: 'marketplace',
          original: summaryOf(listing),
        },
        { afterMs: SHOW_MS },
      );
    }
    return done({ ...summaryOf(listing), status: 'live' });
  }

  /** The SKU shows in the inventory only; nothing has changed it since the activation saw it. */
  private read(context: StepContext): Promise<EtsyListing | undefined> {
    const { listingId } = addressOf(context);
    return context.results['activate']?.['sku_seen'] === true
      ? this.listings.listing(context, listingId)
      : this.listings.listingWithSkus(context, listingId);
  }

  /** Compared only with what was certainly sent: the product may have been edited since. */
  private differing(context: StepContext, listing: EtsyListing): readonly string[] {
    const wanted = this.wanted.ifReady(context);
    const pictures = uploadedImages(context.results).length;
    const shown = listing.images?.length ?? pictures;
    const lacking = shown < pictures ? ['pictures'] : [];
    if (wanted === undefined || !wasSent(context.results['activate'], wanted)) return lacking;
    const { content, inventory } = differencesOf(listing, wanted, undefined);
    return [...content, ...inventory, ...lacking];
  }
}

function summaryOf(listing: EtsyListing): Record<string, unknown> {
  const { listingId, state, title, price, currency, quantity, skus, images } = listing;
  return {
    listing_id: String(listingId),
    state,
    title,
    price,
    currency,
    quantity,
    skus,
    pictures: images?.length,
    shown: shownOf(listing),
  };
}

function notShown(message: string, original: unknown): Outcome {
  return retry(
    { code: 'etsy.listing_not_visible', message, actor: 'marketplace', original },
    { afterMs: SHOW_MS },
  );
}

function ended(listing: EtsyListing): Outcome {
  return refused({
    code: 'etsy.listing_ended',
    message: 'Etsy ended the listing right after it was published. Look at your messages on Etsy.',
    actor: 'seller',
    original: summaryOf(listing),
  });
}
