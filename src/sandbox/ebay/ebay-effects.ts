import type { StoredListing } from './ebay-records.ts';
import { imageIdOf } from './image-url.ts';
import { objectAt, textAt, textListAt } from './json-access.ts';
import type { SellerAccount } from './seller-account.ts';

/** What one seller has on eBay, as the stand-in itself counts it. */
export interface AccountEffects {
  readonly account: string;
  readonly live_listings: readonly {
    readonly listing_id: string;
    readonly offer_id: string;
    readonly sku: string;
    readonly marketplace_id: string;
    readonly title: string;
    readonly price: string;
  }[];
  /** Σ over SKUs of live listings − 1. */
  readonly listed_twice: number;
  /** Offers that were never published and whose SKU has no live listing. */
  readonly orphan_drafts: number;
  /** Offers that were published once and are no longer. */
  readonly withdrawn_offers: number;
  readonly ended_listings: number;
  readonly items: number;
  readonly offers: number;
  readonly images: { readonly created: number; readonly orphaned: number };
  readonly calls: Readonly<Record<string, number>>;
}

/**
 * Counts the effects on one seller's account.
 *
 * @param account the seller
 * @returns the counts and the live listings
 */
export function accountEffects(account: SellerAccount): AccountEffects {
  const live = account.liveListings();
  const liveSkus = new Set(live.map((listing) => listing.sku));
  const unpublished = [...account.offers.values()].filter((offer) => offer.listing === undefined);
  return {
    account: account.setup.name,
    live_listings: live.map((listing) => describeListing(account, listing)),
    listed_twice: live.length - liveSkus.size,
    orphan_drafts: unpublished.filter((offer) => !offer.everPublished && !liveSkus.has(offer.sku)).length,
    withdrawn_offers: unpublished.filter((offer) => offer.everPublished).length,
    ended_listings: account.listings.size - live.length,
    items: account.items.size,
    offers: account.offers.size,
    images: { created: account.images.size, orphaned: account.images.size - usedImages(account) },
    calls: account.calls.snapshot(),
  };
}

function describeListing(
  account: SellerAccount,
  listing: StoredListing,
): AccountEffects['live_listings'][number] {
  const item = account.items.get(listing.sku)?.body ?? {};
  const offer = account.offers.get(listing.offerId)?.details ?? {};
  return {
    listing_id: listing.listingId,
    offer_id: listing.offerId,
    sku: listing.sku,
    marketplace_id: listing.marketplaceId,
    title: textAt(objectAt(item, 'product'), 'title') ?? '',
    price: textAt(objectAt(objectAt(offer, 'pricingSummary'), 'price'), 'value') ?? '',
  };
}

function usedImages(account: SellerAccount): number {
  const used = new Set<string>();
  for (const item of account.items.values()) {
    for (const url of textListAt(objectAt(item.body, 'product'), 'imageUrls')) {
      const id = imageIdOf(url);
      if (id !== undefined && account.images.get(id)?.url === url) used.add(id);
    }
  }
  return used.size;
}
