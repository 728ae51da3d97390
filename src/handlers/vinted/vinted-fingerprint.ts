import { createHash } from 'node:crypto';
import type { Picture } from '../../domain/snapshots.ts';
import type { WantedItem } from './vinted-mapper.ts';

/** One hash per group of fields, so that an update can tell what changed. */
export type FieldHashes = Readonly<Record<string, string>>;

/**
 * Hashes what is sent to Vinted, group by group. Pictures count by the product's own addresses.
 * @param item the mapped item
 * @param pictures the product's pictures in order
 * @returns SHA-256 in hex, 16 digits each
 */
export function fieldHashesOf(item: WantedItem, pictures: readonly Picture[]): FieldHashes {
  const groups = {
    texts: [item.title, item.description],
    condition: item.status_id,
    category: [item.catalog_id, item.is_unisex],
    brand: [item.brand_id, item.brand],
    size: item.size_id,
    properties: [item.color_ids, item.item_attributes, item.isbn],
    pictures: pictures.map(({ url }) => url),
    price: [item.price, item.currency],
    parcel: item.package_size_id,
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
