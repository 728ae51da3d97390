import type { FoundListing } from '../../../domain/found.ts';
import { recordsOf, textOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import { etsyListingOf } from '../etsy-listing.ts';
import type { EtsyListing } from '../etsy-listing.ts';
import { productSkuOf } from '../etsy-sku.ts';
import { plainTextOf } from '../etsy-texts.ts';
import { listingUrl } from '../listing-url.ts';
import { shownOf } from '../shown-fields.ts';
import { foundStatusOf } from './found-status.ts';

/**
 * Says in StoFlow's words what was read of a listing.
 * @param listing the listing
 * @param siteUrl base of listing pages, as publishing uses it
 * @returns the listing; a SKU only where one stands for the whole of it, and no pictures
 */
export function foundListing(listing: EtsyListing, siteUrl: string): FoundListing {
  const { listingId, shopId, title, description, price, currency, quantity } = listing;
  // Variations have a SKU each, and none of them is the listing's.
  const [etsySku, ...others] = new Set(listing.skus);
  const sku = etsySku === undefined || others.length > 0 ? undefined : productSkuOf(etsySku);
  return {
    externalIds: {
      listing_id: String(listingId),
      ...(shopId === undefined ? {} : { shop_id: String(shopId) }),
    },
    status: foundStatusOf(listing),
    ...(sku === undefined ? {} : { sku }),
    title,
    ...(description === '' ? {} : { description }),
    ...(price === undefined ? {} : { price }),
    ...(currency === undefined ? {} : { currency }),
    ...(quantity === undefined ? {} : { quantity }),
    url: listingUrl(listingId, siteUrl),
    // Every listing has a title and a description: an empty one was not told, and was not emptied.
    shown: Object.fromEntries(Object.entries(shownOf(listing)).filter(([, text]) => text !== '')),
  };
}

/**
 * Reads one row of a list of listings.
 * @param row the row, with whatever was included
 * @param siteUrl base of listing pages
 * @returns the listing with its pictures; undefined where the row is none
 */
export function foundListingOf(row: JsonRecord, siteUrl: string): FoundListing | undefined {
  const listing = etsyListingOf(row);
  if (listing === undefined) return undefined;
  const pictures = Array.isArray(row['images']) ? pictureUrlsOf(row['images']) : undefined;
  const material = materialOf(row['materials']);
  return {
    ...foundListing(listing, siteUrl),
    ...(pictures === undefined ? {} : { pictures }),
    ...(material === '' ? {} : { details: { material } }),
  };
}

function pictureUrlsOf(images: readonly unknown[]): readonly string[] {
  return [...recordsOf(images)]
    .sort((one, other) => Number(one['rank'] ?? 0) - Number(other['rank'] ?? 0))
    .flatMap((image) => textOf(image['url_fullxfull']) ?? []);
}

function materialOf(materials: unknown): string {
  const names: readonly unknown[] = Array.isArray(materials) ? materials : [];
  return names.flatMap((name) => plainTextOf(textOf(name) ?? '') || []).join(', ');
}
