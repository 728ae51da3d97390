import { leastPriceCents, piecesLeft } from './describe-listing.ts';
import type { StoredListing } from './etsy-records.ts';
import type { EtsyShop } from './etsy-shop.ts';

/** What Etsy charges for an activation, hundredths of a US dollar (Etsy's fee page). */
const LISTING_FEE_CENTS = 20;

/** What one seller has on Etsy, as the stand-in itself counts it. */
export interface ShopEffects {
  readonly account: string;
  readonly shop_id: number;
  readonly live_listings: readonly {
    readonly listing_id: number;
    readonly sku: string;
    readonly title: string;
    readonly quantity: number;
    readonly price: string;
    readonly fees: number;
  }[];
  /** Σ over SKUs of live listings − 1; live listings without a SKU are told apart by their title. */
  readonly listed_twice: number;
  /** Drafts that were never activated. */
  readonly orphan_drafts: number;
  /** Listings that were active once and are not now. */
  readonly ended_listings: number;
  readonly listing_fees: { readonly count: number; readonly cents: number; readonly currency: 'USD' };
  /** Pictures ever uploaded, and those that no listing shows. */
  readonly images: { readonly created: number; readonly orphaned: number };
  readonly receipts: number;
  readonly calls: Readonly<Record<string, number>>;
}

/**
 * Counts the effects on one shop.
 *
 * @param shop the shop
 * @returns the counts and the live listings
 */
export function shopEffects(shop: EtsyShop): ShopEffects {
  const listings = [...shop.listings.values()];
  const live = shop.liveListings();
  const keys = live.flatMap((listing) => [...new Set(keysOf(listing))]);
  const shown = new Set(listings.flatMap((listing) => listing.imageIds));
  return {
    account: shop.setup.name,
    shop_id: shop.setup.shopId,
    live_listings: live.map(describeLive),
    listed_twice: keys.length - new Set(keys).size,
    orphan_drafts: listings.filter((listing) => listing.state === 'draft').length,
    ended_listings: listings.length - live.length - listings.filter(({ state }) => state === 'draft').length,
    listing_fees: { count: shop.fees, cents: shop.fees * LISTING_FEE_CENTS, currency: 'USD' },
    images: { created: shop.images.size, orphaned: shop.images.size - shown.size },
    receipts: shop.receipts.size,
    calls: shop.calls.snapshot(),
  };
}

function keysOf(listing: StoredListing): readonly string[] {
  const title = String(listing.details['title']);
  return listing.inventory.products.map(({ sku }) => (sku === '' ? `title ${title}` : `sku ${sku}`));
}

function describeLive(listing: StoredListing): ShopEffects['live_listings'][number] {
  return {
    listing_id: listing.listingId,
    sku: listing.inventory.products[0]?.sku ?? '',
    title: String(listing.details['title']),
    quantity: piecesLeft(listing),
    price: (leastPriceCents(listing) / 100).toFixed(2),
    fees: listing.fees,
  };
}
