import type { Picture, ProductSnapshot } from '../../domain/snapshots.ts';
import { hashesOf } from '../mapping/field-hashes.ts';
import type { FieldHashes } from '../mapping/field-hashes.ts';
import type { EtsyAccountSettings } from './etsy-account-settings.ts';
import type { WantedListing } from './etsy-mapper.ts';

/**
 * Hashes what is sent to Etsy, group by group. The era counts by the product's year: its name changes every January,
 * and a listing does not. Pictures count by the product's own addresses.
 * @param wanted the mapped listing
 * @param settings the account's parsed settings
 * @param product the product it was mapped from
 * @param pictures the product's pictures in order
 * @returns one hash a group
 */
export function fieldHashesOf(
  wanted: WantedListing,
  settings: EtsyAccountSettings,
  product: Pick<ProductSnapshot, 'madeYear' | 'attributes'>,
  pictures: readonly Pick<Picture, 'url'>[],
): FieldHashes {
  const { content } = wanted;
  return hashesOf({
    key: [wanted.sku, settings.shopId],
    texts: [content.title, content.description],
    provenance: [
      content.who_made,
      content.is_supply,
      product.madeYear,
      product.attributes['etsy_when_made'] ?? null,
    ],
    category: wanted.taxonomy,
    labels: [content.tags, content.materials],
    properties: wanted.properties,
    pictures: pictures.map(({ url }) => url),
    price: wanted.price,
    quantity: wanted.quantity,
    terms: [settings.shippingProfileId, settings.returnPolicyId, settings.readinessStateId],
  });
}
