import { createHash } from 'node:crypto';
import type { Picture } from '../../domain/snapshots.ts';
import type { EbayAccountSettings } from './ebay-account-settings.ts';
import type { WantedListing } from './ebay-mapper.ts';

/** One hash per group of fields, so that an update can tell what changed. */
export type FieldHashes = Readonly<Record<string, string>>;

/**
 * Hashes what is sent to eBay, group by group. Pictures count by the product's own addresses, since eBay's are only
 * known after the upload.
 * @param wanted the mapped listing
 * @param settings the account's parsed settings
 * @param pictures the product's pictures in order
 * @returns SHA-256 in hex, 16 digits each
 */
export function fieldHashesOf(
  wanted: WantedListing,
  settings: EbayAccountSettings,
  pictures: readonly Picture[],
): FieldHashes {
  const { item, offer } = wanted;
  const groups = {
    key: [wanted.sku, settings.marketplaceId, settings.contentLanguage],
    texts: [item.product.title, item.product.description],
    condition: [item.condition, item.conditionDescription],
    aspects: [item.product.aspects, item.product.brand, item.product.ean],
    pictures: pictures.map(({ url }) => url),
    category: offer.categoryId,
    price: offer.pricingSummary.price,
    quantity: offer.availableQuantity,
    terms: [offer.listingPolicies, offer.merchantLocationKey],
  };
  return Object.fromEntries(Object.entries(groups).map(([name, content]) => [name, hashOf(content)]));
}

/**
 * Compares two sets of hashes.
 * @param one hashes of what is wanted
 * @param other what was stored with a listing, of any shape
 * @returns true where every group is the same
 */
export function sameHashes(one: FieldHashes, other: unknown): boolean {
  if (typeof other !== 'object' || other === null) return false;
  const stored = other as Readonly<Record<string, unknown>>;
  return (
    Object.keys(stored).length === Object.keys(one).length &&
    Object.entries(one).every(([name, hash]) => stored[name] === hash)
  );
}

function hashOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}
