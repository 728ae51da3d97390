import type { Picture } from '../../domain/snapshots.ts';
import { hashesOf } from '../mapping/field-hashes.ts';
import type { FieldHashes } from '../mapping/field-hashes.ts';
import type { EbayAccountSettings } from './ebay-account-settings.ts';
import type { WantedListing } from './ebay-mapper.ts';

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
  return hashesOf({
    key: [wanted.sku, settings.marketplaceId, settings.contentLanguage],
    texts: [item.product.title, item.product.description],
    condition: [item.condition, item.conditionDescription],
    aspects: [item.product.aspects, item.product.brand, item.product.ean],
    pictures: pictures.map(({ url }) => url),
    category: offer.categoryId,
    price: offer.pricingSummary.price,
    quantity: offer.availableQuantity,
    terms: [offer.listingPolicies, offer.merchantLocationKey],
  });
}
