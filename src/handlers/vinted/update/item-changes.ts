import { recordsOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import type { FieldHashes } from '../../mapping/field-hashes.ts';
import { priceOf } from '../publish/shown-item.ts';
import type { WantedItem } from '../vinted-mapper.ts';
import { photosIn } from '../vinted-photos.ts';
import type { ItemPhoto } from '../vinted-photos.ts';

/** What the form calls the fields of each group, pictures left out. */
const KEYS: Readonly<Record<string, readonly (keyof WantedItem)[]>> = {
  texts: ['title', 'description'],
  condition: ['status_id'],
  category: ['catalog_id', 'is_unisex'],
  brand: ['brand_id', 'brand'],
  size: ['size_id'],
  properties: ['color_ids', 'item_attributes', 'isbn'],
  price: ['price', 'currency'],
  parcel: ['package_size_id'],
};

/** The groups of fields in which a product differs from what was sent. */
export const PICTURES = 'pictures';

/** What an item is to become. */
export interface ItemChange {
  /** Groups that are to be written; everything else stays as it is on Vinted. */
  readonly groups: readonly string[];
  readonly item: WantedItem;
  /** In order; only where the pictures are to be written. */
  readonly photos: readonly number[];
}

/**
 * @param wanted hashes of what Vinted is to hold
 * @param sent hashes of what was sent last, of any shape
 * @returns the groups that differ; all of them where nobody knows what was sent
 */
export function changedGroups(wanted: FieldHashes, sent: JsonRecord): readonly string[] {
  return Object.keys(wanted).filter((group) => wanted[group] !== sent[group]);
}

/**
 * Merges what a product wants into what its item holds. Vinted takes an item as a whole, so that whatever StoFlow does
 * not know of it has to be sent back as it was.
 * @param form the item as its form holds it, of any shape
 * @param change what it is to become
 * @returns the item to be sent
 */
export function mergedItem(form: JsonRecord, { groups, item, photos }: ItemChange): JsonRecord {
  const keys = groups.flatMap((group) => KEYS[group] ?? []);
  const wanted = Object.fromEntries(keys.map((key) => [key, item[key]]));
  const present = photosIn(form);
  const photosOfItem = groups.includes(PICTURES) ? inOrder(photos, present) : present;
  const price = Number(priceOf(form['price']) ?? item.price);
  return {
    ...form,
    price,
    ...wanted,
    ...(groups.includes('properties') ? { item_attributes: attributesOf(form, item) } : {}),
    // A form that shows no photos says nothing of them: an empty list would take them all away.
    ...(photosOfItem.length === 0 ? {} : { assigned_photos: photosOfItem }),
  };
}

/** Attributes of an item are a list by code; only the codes that StoFlow knows are its own. */
function attributesOf(form: JsonRecord, item: WantedItem): readonly unknown[] {
  const others = recordsOf(form['item_attributes']).filter(({ code }) => code !== 'material');
  return [...others, ...item.item_attributes];
}

function inOrder(ids: readonly number[], present: readonly ItemPhoto[]): readonly ItemPhoto[] {
  return ids.map((id) => present.find((photo) => photo.id === id) ?? { id, orientation: 0 });
}
