import { Injectable } from '@nestjs/common';
import type { FoundListing } from '../../../domain/found.ts';
import type { StepContext } from '../../contract/contexts.ts';
import type { ListingPage, ListingSource } from '../../inventory/listing-source.ts';
import { malformedAnswer } from '../ebay-api.ts';
import { EbayCallError } from '../ebay-errors.ts';
import { EbayInventoryClient } from '../ebay-inventory.client.ts';
import type { EbayOffer } from '../ebay-offer.ts';
import { EbayEnvironment } from '../ebay.environment.ts';
import type { EbayItem } from './ebay-item.ts';
import { EbayItemsClient } from './ebay-items.client.ts';
import type { ItemPage } from './ebay-items.client.ts';
import { siteOf } from './ebay-site.ts';
import { fewAtATime } from './few-at-a-time.ts';
import { foundEbayListing } from './found-ebay-listing.ts';
import { beginAgain, cursorOf, digestOf, sweepOf } from './sweep.ts';
import type { Sweep } from './sweep.ts';

/** Items of a page. Each costs a call for its offers, and a page has to fit into the time of one step. */
const ITEMS_A_PAGE = 25;

/** eBay's number for pagination values it does not take. */
const NO_SUCH_PAGE = 25706;

const READ = { effect: 'none', limit: 'application' } as const;

/**
 * Reads all listings of an account on one of eBay's sites: the pages of its items, and the offers of each.
 *
 * eBay's pages are counted from the front, so that an item which goes away while they are read moves those behind it
 * onto pages that were read before. After each page the one before is therefore read again: while it is what it was,
 * nothing crossed from one to the other. When it is not, the look begins anew. Pages that overlap, which would be
 * simpler, cannot be asked for where the offset counts pages.
 *
 * Unpublished offers are no listings. Neither are variations: several of them are one listing, and no product of one.
 */
@Injectable()
export class EbayListingSource implements ListingSource {
  readonly idName = 'listing_id';

  constructor(
    private readonly items: EbayItemsClient,
    private readonly inventory: EbayInventoryClient,
    private readonly environment: EbayEnvironment,
  ) {}

  /**
   * Reads one page.
   * @param context for whom
   * @param cursor what the page before gave as `next`; null for the first page
   * @returns its listings; none, and the cursor of a new look, where items moved
   * @throws {CallFailedError} where the page or the offers of one of its items could not be read
   */
  async page(context: StepContext, cursor: string | null): Promise<ListingPage> {
    const site = siteOf(context.account);
    const sweep = sweepOf(cursor);
    const page = await this.pageOf(context, sweep);
    if (page === undefined) return { listings: [], next: beginAgain(sweep) };
    const { items, next, total } = page;
    if (sweep.before !== undefined) {
      const before = await this.items.page(context, sweep.before.offset, ITEMS_A_PAGE);
      if (digestOf(before.items) !== sweep.before.digest) return { listings: [], next: beginAgain(sweep) };
    }
    const seen = sweep.seen + items.length;
    // The last page has come and eBay has more items than it has shown.
    if (next === null && seen < total) return { listings: [], next: beginAgain(sweep) };
    const single = items.filter(({ isVariation }) => !isVariation);
    const found = await fewAtATime(single, (item) => this.listingsOf(context, item, site));
    const before = { offset: sweep.offset, digest: digestOf(items) };
    return {
      listings: found.flat(),
      next: next === null ? null : cursorOf({ offset: next, seen, before, round: sweep.round }),
    };
  }

  /**
   * Looks directly at listings that no page showed. An offer is asked for by its id and cannot hide.
   * @param context for whom
   * @param listings external ids of the listings, as stored
   * @returns those that are there, and as ended those whose offer stands for another listing by now or for none
   * @throws {CallFailedError} where one of them could not be looked at
   */
  async confirm(
    context: StepContext,
    listings: readonly Readonly<Record<string, string>>[],
  ): Promise<readonly FoundListing[]> {
    const found = await fewAtATime(listings, (externalIds) => this.lookAt(context, externalIds));
    return found.flat();
  }

  /** A page that was promised and is no page any more: so many items have gone. */
  private async pageOf(context: StepContext, { offset, before }: Sweep): Promise<ItemPage | undefined> {
    try {
      return await this.items.page(context, offset, ITEMS_A_PAGE);
    } catch (error) {
      if (before !== undefined && error instanceof EbayCallError && error.error(NO_SUCH_PAGE) !== undefined) {
        return undefined;
      }
      throw error;
    }
  }

  private async listingsOf(
    context: StepContext,
    item: EbayItem,
    site: string,
  ): Promise<readonly FoundListing[]> {
    const offers = await this.inventory.offersOf(context, item.sku);
    return offers.flatMap((offer) => {
      if (offer.marketplaceId === '' || offer.format === '' || offer.sku !== item.sku) {
        throw malformedAnswer(READ, 'the key of an offer');
      }
      if (offer.marketplaceId !== site || offer.format !== 'FIXED_PRICE') return [];
      if (offer.listing !== undefined) {
        return [foundEbayListing(item, offer, offer.listing, this.environment.EBAY_SITE_URL)];
      }
      if (offer.status === 'PUBLISHED') throw malformedAnswer(READ, 'the listing of a published offer');
      return [];
    });
  }

  private async lookAt(
    context: StepContext,
    externalIds: Readonly<Record<string, string>>,
  ): Promise<readonly FoundListing[]> {
    const { listing_id: listingId, offer_id: offerId } = externalIds;
    const offer = offerId === undefined ? undefined : await this.inventory.offer(context, offerId);
    if (listingId === undefined || offer === undefined) return [];
    const item = await this.items.item(context, offer.sku);
    // An offer does not outlive its item, so it has gone between the two calls.
    if (item === undefined) return [];
    if (offer.listing?.listingId === listingId) {
      return [foundEbayListing(item, offer, offer.listing, this.environment.EBAY_SITE_URL)];
    }
    return [endedListing(listingId, item, offer)];
  }
}

/** The offer has forgotten the listing: it was withdrawn, or published anew since. */
function endedListing(listingId: string, { title = '' }: EbayItem, offer: EbayOffer): FoundListing {
  return {
    externalIds: { listing_id: listingId, offer_id: offer.offerId, ebay_sku: offer.sku },
    status: 'ended',
    title,
    shown: {},
  };
}
