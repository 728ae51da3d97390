import { Injectable } from '@nestjs/common';
import type { FoundListing } from '../../../domain/found.ts';
import type { StepContext } from '../../contract/contexts.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import type { ListingPage, ListingSource } from '../../inventory/listing-source.ts';
import { positive } from '../etsy-account-settings.ts';
import { malformedAnswer } from '../etsy-api.ts';
import { EtsyListingsClient } from '../etsy-listings.client.ts';
import { EtsyEnvironment } from '../etsy.environment.ts';
import { EtsyListsClient } from './etsy-lists.client.ts';
import { foundListing, foundListingOf } from './found-listing.ts';
import { FIRST_PAGE, cursorOf, placeAfter, textOfCursor } from './list-cursor.ts';
import { shopOfAccount } from './shop-of-account.ts';

type Ids = Readonly<Record<string, string>>;

/** Most listings of one getListingsByListingIds. */
const BATCH_MAX = 100;
/**
 * Listings that are read one by one in a confirmation. Each costs a call of the budget that all shops share, and a
 * seller who deletes hundreds on Etsy must not spend it at every sync.
 */
const LOOKS_MAX = 20;

/**
 * Reads the listings of an Etsy shop, one list after the other. A listing that goes back while the lists are read (one
 * that is put on sale again) may be on none of their pages; {@link EtsyListingSource.confirm} looks at those.
 */
@Injectable()
export class EtsyListingSource implements ListingSource {
  readonly idName = 'listing_id';

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
   * Reads listings directly: a hundred in one call, and those which that call does not show one by one, because a new
   * listing comes late there, as long as they are few. A listing of a shop that the account sold in before is not
   * looked for: Etsy shows it to others only while it is active.
   * @param context for whom
   * @param listings external ids as they are stored
   * @returns those that are there, in whatever state
   * @throws {CallFailedError} where Etsy could not be asked
   */
  async confirm(context: StepContext, listings: readonly Ids[]): Promise<readonly FoundListing[]> {
    const shopId = shopOfAccount(context);
    const asked = listings.flatMap((ids) => {
      const isOwn = (positive(ids['shop_id']) ?? shopId) === shopId;
      return isOwn ? (positive(ids[this.idName]) ?? []) : [];
    });
    const found: FoundListing[] = [];
    for (let from = 0; from < asked.length; from += BATCH_MAX) {
      const rows = await this.lists.batch(context, asked.slice(from, from + BATCH_MAX));
      found.push(...rows.map((row) => this.listingOf(row)));
    }
    const shown = new Set(found.map(({ externalIds }) => externalIds[this.idName]));
    const absent = asked.filter((listingId) => !shown.has(String(listingId)));
    for (const listingId of absent.slice(0, LOOKS_MAX)) {
      const listing = await this.listings.listing(context, listingId);
      if (listing !== undefined) found.push(foundListing(listing, this.environment.ETSY_SITE_URL));
    }
    return found.filter((listing) => isOfShop(listing, shopId));
  }

  private ownListing(row: JsonRecord, shopId: number): FoundListing {
    const listing = this.listingOf(row);
    if (!isOfShop(listing, shopId)) throw malformedAnswer('none', 'listings of this shop only');
    return listing;
  }

  private listingOf(row: JsonRecord): FoundListing {
    const listing = foundListingOf(row, this.environment.ETSY_SITE_URL);
    // A row that cannot be read would be missing, and a missing listing counts as gone.
    if (listing === undefined) throw malformedAnswer('none', 'a listing in every row');
    return listing;
  }
}

function isOfShop({ externalIds }: FoundListing, shopId: number): boolean {
  return (positive(externalIds['shop_id']) ?? shopId) === shopId;
}
