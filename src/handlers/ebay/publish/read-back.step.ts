import { done, refused, retry } from '../../../domain/outcome.ts';
import type { Failure, Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { earlierText } from '../../http/earlier-text.ts';
import type { OfferBody } from '../ebay-bodies.ts';
import type { EbayInventoryClient } from '../ebay-inventory.client.ts';
import { hasEnded, isSoldOut } from '../ebay-offer.ts';
import type { EbayOffer } from '../ebay-offer.ts';
import type { EbayRevisionsClient } from '../ebay-revisions.client.ts';
import { ebayShownOf } from '../ebay-shown.ts';
import { wantedIfReady } from './wanted.ts';

/** eBay shows a change within seconds as a rule; after that the job's own backoff takes over. */
const SHOW_MS = 3_000;

/** Listing states in which buyers see nothing, and which may pass. */
const HIDDEN = new Set(['INACTIVE', 'NOT_LISTED']);

/** Reads what eBay made of it: a success answer alone proves nothing. */
export class ReadBackStep implements Step {
  /**
   * @param inventory eBay's Inventory API
   * @param revisions its complete reads
   */
  constructor(
    private readonly inventory: EbayInventoryClient,
    private readonly revisions: EbayRevisionsClient,
  ) {}

  /**
   * @param _task the step
   * @param context the job, and the offer's id
   * @returns done with what eBay shows, retry while it does not show it yet, refused where the listing has ended
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const offer = await this.inventory.offer(context, earlierText(context, 'create_offer', 'offer_id'));
    const listing = offer?.listing;
    if (offer === undefined || listing === undefined) {
      return notShown('ebay.listing_not_visible', 'eBay does not show the listing yet.', offer);
    }
    const sold = isSoldOut(offer);
    if (hasEnded(listing) && !sold) return endedByEbay(offer);
    if (!sold && (offer.status !== 'PUBLISHED' || HIDDEN.has(listing.status))) {
      return notShown('ebay.listing_not_visible', 'eBay does not show the listing as published yet.', offer);
    }
    const wanted = wantedIfReady(context);
    const sent = context.results['publish_offer']?.['offer_hash'];
    // Compared only with what was certainly sent: the product may have been edited since.
    if (!sold && wanted !== undefined && sent === wanted.offerHash && !showsAsSent(offer, wanted.offer)) {
      return notShown('ebay.read_back_differs', 'eBay shows another price or quantity than was sent.', offer);
    }
    const sku = earlierText(context, 'put_inventory_item', 'ebay_sku');
    const item = (await this.revisions.item(context, sku)) ?? {};
    return done({
      listing_id: listing.listingId,
      shown: ebayShownOf(item, offer),
      status: sold ? 'sold' : 'live',
      on_hold: listing.onHold,
      price: offer.price,
      quantity: offer.quantity,
      sold: listing.sold,
    });
  }
}

function endedByEbay(offer: EbayOffer): Outcome {
  return refused({
    code: 'ebay.listing_ended',
    message: 'eBay ended the listing right after it was published. Look at your messages on eBay.',
    actor: 'seller',
    original: offer,
  });
}

function showsAsSent(offer: EbayOffer, { pricingSummary, availableQuantity }: OfferBody): boolean {
  const sold = offer.listing?.sold ?? 0;
  return (
    offer.currency === pricingSummary.price.currency &&
    cents(offer.price) === cents(pricingSummary.price.value) &&
    (offer.quantity === availableQuantity || (offer.quantity ?? 0) + sold === availableQuantity)
  );
}

/** eBay writes 45.00 as 45.0. */
function cents(price: string | undefined): string {
  const [whole = '', fraction = ''] = (price ?? '').split('.');
  return whole + fraction.padEnd(2, '0').replace(/^(\d\d)0+$/, '$1');
}

function notShown(code: string, message: string, original: unknown): Outcome {
  const failure: Failure = { code, message, actor: 'marketplace', original: original ?? null };
  return retry(failure, { afterMs: SHOW_MS });
}
