import { done, refused } from '../../../domain/outcome.ts';
import type { Done, Outcome, Reconciliation, Refused } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { earlierText } from '../../http/earlier-text.ts';
import { textOf } from '../../http/json-shape.ts';
import { EbayCallError } from '../ebay-errors.ts';
import type { EbayInventoryClient } from '../ebay-inventory.client.ts';
import type { EbayOffer } from '../ebay-offer.ts';
import { listingUrl } from '../listing-url.ts';
import { wantedIfReady, wantedOf } from './wanted.ts';
import type { Wanted } from './wanted.ts';

/** "This offer is not available": gone, or bound to a policy of another site. */
const NOT_AVAILABLE = 25713;

/** Makes the listing. */
export class PublishOfferStep implements Step {
  /**
   * @param inventory eBay's Inventory API
   * @param siteUrl base of listing pages; undefined for each marketplace's own
   */
  constructor(
    private readonly inventory: EbayInventoryClient,
    private readonly siteUrl: string | undefined,
  ) {}

  /**
   * @param _task the step
   * @param context the job, and the offer's id
   * @returns done with the listing's id, which is journalled at once and counts as live only once it was read back
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const offerId = earlierText(context, 'create_offer', 'offer_id');
    const wanted = wantedOf(context);
    const sold = textOf(context.results['put_offer']?.['sold_listing_id']);
    // The listing that was to be renewed has been sold: publishing would put the piece on sale again.
    if (sold !== undefined) return this.published(context, sold, hashesOf(wanted));
    await this.bringUpToDate(context, offerId, wanted);
    try {
      const { listingId, warnings } = await this.inventory.publishOffer(context, offerId);
      return this.published(context, listingId, { ...hashesOf(wanted), warnings });
    } catch (error) {
      if (!(error instanceof EbayCallError) || !mayBePublished(error)) throw error;
      const offer = await this.inventory.offer(context, offerId);
      if (offer === undefined) return offerGone();
      const listingId = publishedAs(context, offer);
      if (listingId !== undefined) return this.published(context, listingId, hashesOf(wanted));
      throw error.error(NOT_AVAILABLE) === undefined ? error : wrongSite(error);
    }
  }

  /**
   * @param _task the step
   * @param context the job, and the offer's id
   * @returns done with the listing eBay has for the offer, or absent while the offer is not published
   */
  async lookUp(_task: TaskView, context: StepContext): Promise<Reconciliation> {
    const offer = await this.inventory.offer(context, earlierText(context, 'create_offer', 'offer_id'));
    if (offer === undefined) return offerGone();
    const listingId = publishedAs(context, offer);
    if (listingId !== undefined) return this.published(context, listingId, sentBefore(context));
    return offer.status === 'PUBLISHED' && offer.listing === undefined
      ? { kind: 'undecided', message: 'eBay says the offer is published and names no listing.' }
      : { kind: 'absent' };
  }

  /** A seller's correction after a refusal reaches eBay here, since the steps before are finished. */
  private async bringUpToDate(context: StepContext, offerId: string, wanted: Wanted): Promise<void> {
    const language = wanted.settings.contentLanguage;
    if (context.results['put_inventory_item']?.['item_hash'] !== wanted.itemHash) {
      await this.inventory.putInventoryItem(context, wanted.sku, wanted.item, language);
    }
    if (context.results['put_offer']?.['offer_hash'] !== wanted.offerHash) {
      await this.inventory.putOffer(context, offerId, wanted.offer, language);
    }
  }

  private published(context: StepContext, listingId: string, more: Record<string, unknown>): Done {
    const site = earlierText(context, 'put_inventory_item', 'marketplace_id');
    const url = listingUrl(site, listingId, this.siteUrl);
    return done({ listing_id: listingId, url, ...more }, [
      {
        type: 'listing',
        status: context.listing?.status === 'live' ? 'live' : 'unknown',
        externalIds: {
          ebay_sku: earlierText(context, 'put_inventory_item', 'ebay_sku'),
          offer_id: earlierText(context, 'create_offer', 'offer_id'),
          listing_id: listingId,
        },
        url,
      },
    ]);
  }
}

function hashesOf({ itemHash, offerHash }: Wanted): Record<string, string> {
  return { item_hash: itemHash, offer_hash: offerHash };
}

/** After a lost answer it is known what eBay holds only if the product has not changed since the steps before. */
function sentBefore(context: StepContext): Record<string, string> {
  const wanted = wantedIfReady(context);
  return wanted !== undefined && isUpToDate(context, wanted) ? hashesOf(wanted) : {};
}

function isUpToDate({ results }: StepContext, { itemHash, offerHash }: Wanted): boolean {
  return (
    results['put_inventory_item']?.['item_hash'] === itemHash &&
    results['put_offer']?.['offer_hash'] === offerHash
  );
}

/** A sale can end a listing before anybody looks; publishing once more would list the piece a second time. */
function publishedAs({ results }: StepContext, { status, listing }: EbayOffer): string | undefined {
  if (listing === undefined || listing.listingId === results['put_offer']?.['past_listing_id'])
    return undefined;
  return status === 'PUBLISHED' || listing.sold > 0 ? listing.listingId : undefined;
}

function mayBePublished(error: EbayCallError): boolean {
  return (
    error.status === 409 ||
    error.error(NOT_AVAILABLE) !== undefined ||
    error.errors.some(({ message }) => /already (been )?published/i.test(message))
  );
}

function offerGone(): Refused {
  return refused({
    code: 'ebay.offer_gone',
    message: 'The offer was deleted on eBay while it was being published. Publish the product anew.',
    actor: 'seller',
  });
}

function wrongSite(error: EbayCallError): EbayCallError {
  const message = 'The offer exists, but eBay does not publish it: a policy may belong to another eBay site.';
  const field = { field: 'account.settings', code: 'ebay.policy_missing', message };
  return new EbayCallError(
    { ...error.failure, code: 'ebay.policy_missing', message, actor: 'seller', fields: [field] },
    error.verdict,
    error.status,
    error.errors,
  );
}
