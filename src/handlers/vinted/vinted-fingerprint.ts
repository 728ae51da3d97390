import type { Picture } from '../../domain/snapshots.ts';
import { hashesOf, hashOf } from '../mapping/field-hashes.ts';
import type { FieldHashes } from '../mapping/field-hashes.ts';
import type { WantedItem } from './vinted-mapper.ts';

/**
 * Hashes what is sent to Vinted, group by group. Pictures count by the product's own addresses.
 * @param item the mapped item
 * @param pictures the product's pictures in order
 * @returns one hash a group
 */
export function fieldHashesOf(item: WantedItem, pictures: readonly Picture[]): FieldHashes {
  return hashesOf({
    texts: [item.title, item.description],
    condition: item.status_id,
    category: [item.catalog_id, item.is_unisex],
    brand: [item.brand_id, item.brand],
    size: item.size_id,
    properties: [item.color_ids, item.item_attributes, item.isbn],
    pictures: addressesOf(pictures),
    price: [item.price, item.currency],
    parcel: item.package_size_id,
  });
}

/**
 * @param pictures pictures in the order in which they were sent
 * @returns the hash of their group
 */
export function picturesHashOf(pictures: readonly Pick<Picture, 'url'>[]): string {
  return hashOf(addressesOf(pictures));
}

function addressesOf(pictures: readonly Pick<Picture, 'url'>[]): readonly string[] {
  return pictures.map(({ url }) => url);
}
