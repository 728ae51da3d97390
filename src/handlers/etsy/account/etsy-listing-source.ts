import { Injectable } from '@nestjs/common';
import type { FoundListing } from '../../../domain/found.ts';
import type { StepContext } from '../../contract/contexts.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import type { Confirmation, ListingPage, ListingSource } from '../../inventory/listing-source.ts';
import { positive } from '../etsy-account-settings.ts';
import { malformedAnswer } from '../etsy-api.ts';
import { EtsyListingsClient } from '../etsy-listings.client.ts';
import { EtsyEnvironment } from '../etsy.environment.ts';
import { EtsyListsClient } from './etsy-lists.client.ts';
import { foundListing, foundListingOf } from './found-listing.ts';
import { FIRST_PAGE, cursorOf, placeAfter, textOfCursor } from './list-cursor.ts';
import { shopOfAccount } from './shop-of-account.ts';

type Ids = Readonly<Record<string, string>>;

/** Listings that are read one by one in a confirmation; each costs a call of the budget that all shops share. */
const LOOKS_MAX = 20;

/**
 * Reads the listings of an Etsy shop, one list after the other. A listing that goes back while the lists are read (one
 * that is put on sale again) may be on none of their pages; {@link EtsyListingSource.confirm} looks at those.
 */
@Injectable()
export class EtsyListingSource implements ListingSource {
  constructor(
    private readonly lists: EtsyListsClient,
    private readonly listings: EtsyListingsClient,
    private readonly environment: EtsyEnvironment,
  ) {}

  /**
   * Reads one page, which is one call.
   * @param context for whom
   * @param cursor what the page before gave as `next`; null for the first page
   * @returns up to 100 listings of one state
   * @throws {CallFailedError} where the page could not be read as a whole
   */
  async page(context: StepContext, cursor: string | null): Promise<ListingPage> {
    const at = cursor === null ? FIRST_PAGE : cursorOf(cursor);
    const shopId = shopOfAccount(context);
    const { rows, count } = await this.lists.listings(context, shopId, at.state, at.offset);
    const listings = rows.map((row) => this.ownListing(row, shopId));
    const next = placeAfter(
      at,
      rows.map((row) => positive(row['listing_id']) ?? 0),
      count,
    );
    return { listings, next: next === null ? null : textOfCursor(next) };
  }

  /**
   * Reads listings directly: all of them in one call, and one by one those which that call does not show, because a
   * new listing comes late there. What is another shop's is not decided: Etsy shows it only while it is active.
   * @param context for whom
   * @param listings external ids as they are stored, at most 100
   * @returns what was found; gone is what Etsy says it does not know
   * @throws {CallFailedError} where Etsy could not be asked
   */
  async confirm(context: StepContext, listings: readonly Ids[]): Promise<Confirmation> {
    const shopId = shopOfAccount(context);
    const asked = new Map<number, Ids>();
    for (const ids of listings) {
      const listingId = positive(ids['listing_id']);
      const isOwn = (positive(ids['shop_id']) ?? shopId) === shopId;
      if (listingId !== undefined && isOwn) asked.set(listingId, ids);
    }
    if (asked.size === 0) return { found: [], gone: [] };
    const found: FoundListing[] = [];
    for (const row of await this.lists.batch(context, [...asked.keys()])) {
      const listing = foundListingOf(row, this.environment.ETSY_SITE_URL);
      if (listing === undefined) throw malformedAnswer('none', 'a listing');
      asked.delete(Number(listing.externalIds['listing_id']));
      if (isOfShop(listing, shopId)) found.push(listing);
    }
    const gone: Ids[] = [];
    for (const [listingId, ids] of [...asked].slice(0, LOOKS_MAX)) {
      const listing = await this.listings.listing(context, listingId);
      if (listing === undefined) gone.push(ids);
      else if ((listing.shopId ?? shopId) === shopId)
        found.push(foundListing(listing, this.environment.ETSY_SITE_URL));
    }
    return { found, gone };
  }

  private ownListing(row: JsonRecord, shopId: number): FoundListing {
    const listing = foundListingOf(row, this.environment.ETSY_SITE_URL);
    // A row that cannot be read would be missing, and a missing listing counts as gone.
    if (listing === undefined) throw malformedAnswer('none', 'a listing in every row');
    if (!isOfShop(listing, shopId)) throw malformedAnswer('none', 'listings of this shop only');
    return listing;
  }
}

function isOfShop({ externalIds }: FoundListing, shopId: number): boolean {
  return (positive(externalIds['shop_id']) ?? shopId) === shopId;
}
