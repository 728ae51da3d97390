import { integerOf, textOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import { priceOf } from '../publish/shown-item.ts';
import { photosIn } from '../vinted-photos.ts';
import { sameTitle } from '../vinted-texts.ts';
import { PICTURES } from './item-changes.ts';
import type { ItemChange } from './item-changes.ts';

/** Whether one field of a form is as it was wanted. */
type Comparison = (form: JsonRecord, change: ItemChange) => boolean;

const id =
  (key: 'status_id' | 'catalog_id' | 'size_id' | 'package_size_id'): Comparison =>
  (form, { item }) =>
    (integerOf(form[key]) ?? null) === item[key];

/**
 * How each group is compared. Brands and properties are not: Vinted was seen to put a brand of its own in the place of
 * one it knows, and keeps no order of colours.
 */
const COMPARISONS: Readonly<
  Record<string, readonly (readonly [field: string, key: string, same: Comparison])[]>
> = {
  texts: [
    ['title', 'title', ({ title }, { item }) => sameTitle(textOf(title) ?? '', item.title)],
    [
      'description',
      'description',
      ({ description }, { item }) => sameTitle(textOf(description) ?? '', item.description),
    ],
  ],
  condition: [['condition', 'status_id', id('status_id')]],
  category: [['category', 'catalog_id', id('catalog_id')]],
  size: [['size', 'size_id', id('size_id')]],
  price: [['price', 'price', ({ price }, { item }) => priceOf(price) === item.price.toFixed(2)]],
  parcel: [['attributes.vinted_package_size_id', 'package_size_id', id('package_size_id')]],
  [PICTURES]: [
    [
      'pictures',
      'assigned_photos',
      (form, { photos }) =>
        photosIn(form)
          .map((photo) => photo.id)
          .join() === photos.join(),
    ],
  ],
};

/**
 * Compares an item with what it was to become.
 * @param form the item as its form holds it now, of any shape
 * @param change what it was to become
 * @returns the product's fields that are not as they were wanted; what the form does not show counts as wanted
 */
export function differences(form: JsonRecord, change: ItemChange): readonly string[] {
  return change.groups
    .flatMap((group) => COMPARISONS[group] ?? [])
    .filter(([, key, same]) => form[key] !== undefined && !same(form, change))
    .map(([field]) => field);
}
