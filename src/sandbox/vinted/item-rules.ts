import { misfit } from '../http/field-shape.ts';
import { ENVELOPE_FIELDS, ITEM_FIELDS } from './item-shape.ts';
import { jsonBody, type VintedCall } from './vinted-call.ts';
import { VintedRefusal, type VintedFieldError } from './vinted-error.ts';
import type { JsonObject, StoredItem } from './vinted-records.ts';

/** 6 new with tags, 1 new without, 2 very good, 3 good, 4 satisfactory. */
const CONDITIONS: readonly unknown[] = [6, 1, 2, 3, 4];
const PACKAGES: readonly unknown[] = [1, 2, 3, 5];

/** An item that may be stored. */
export interface CheckedItem {
  readonly body: JsonObject;
  readonly photos: readonly number[];
}

/**
 * Reads the item of a write.
 *
 * @param call the call
 * @param name `item` or `draft`
 * @returns what stands under that name
 * @throws VintedRefusal 99 naming the first field that has another form or is not known
 */
export function readItem(call: VintedCall, name: 'item' | 'draft'): JsonObject {
  const body = jsonBody(call.exchange);
  const wrong = misfit(body, { fields: { ...ENVELOPE_FIELDS, [name]: ITEM_FIELDS }, required: [name] });
  if (wrong !== undefined) {
    throw new VintedRefusal(99, [{ field: wrong.replace(`${name}.`, ''), value: 'This is not right' }]);
  }
  return body[name] as JsonObject;
}

/**
 * Checks an item as the site does when it becomes visible.
 *
 * @param call the call
 * @param item as it was sent
 * @param stored the item that it replaces, undefined for a new one
 * @returns the item and its photos
 * @throws VintedRefusal 99 with every field that is wrong
 */
export function checkItem(call: VintedCall, item: JsonObject, stored?: StoredItem): CheckedItem {
  const { options } = call.world;
  const photos = photosOf(item);
  const errors: VintedFieldError[] = options.requiredFields
    .filter((field) => isBlank(item[field]))
    .map((field) => ({ field, value: `Fill in ${field} to continue` }));
  const refuse = (wrong: boolean, field: string, value: string): void => {
    if (wrong && !errors.some((error) => error.field === field)) errors.push({ field, value });
  };
  refuse(!isPrice(item['price']), 'price', 'The price is not right');
  refuse(item['currency'] !== call.user.currency, 'currency', `Prices are in ${call.user.currency}`);
  refuse(!oneOf(item['status_id'], CONDITIONS), 'status', 'Choose a condition');
  refuse(!oneOf(item['package_size_id'], PACKAGES), 'package_size_id', 'Choose a size of package');
  const needsSize = options.sizeCatalogs.includes(item['catalog_id'] as number);
  refuse(needsSize && isBlank(item['size_id']), 'size', 'Fill in size to continue');
  refuse(photos.length === 0, 'photos', 'Add a photo');
  refuse(photos.length > options.maxPhotos, 'photos', `At most ${options.maxPhotos} photos`);
  refuse(new Set(photos).size < photos.length, 'photos', 'A photo is there twice');
  const unusable = photos.filter((id) => !mayUse(call, item, id, stored));
  refuse(unusable.length > 0, 'photos', `Photos are not there: ${unusable.join(', ')}`);
  const rebranded = stored !== undefined && stored.body['brand'] !== item['brand'];
  refuse(rebranded && options.brandLocked, 'brand', 'The brand cannot be changed any more');
  if (errors.length > 0) throw new VintedRefusal(99, errors);
  return { body: item, photos };
}

function photosOf(item: JsonObject): readonly number[] {
  const assigned = (item['assigned_photos'] ?? []) as readonly { readonly id: number }[];
  return assigned.map(({ id }) => id);
}

function mayUse(call: VintedCall, item: JsonObject, id: number, stored: StoredItem | undefined): boolean {
  if (stored?.photos.includes(id) === true) return true;
  const photo = call.user.photos.get(id);
  if (photo === undefined || (photo.tempUuid !== undefined && photo.tempUuid !== item['temp_uuid']))
    return false;
  return !call.world.options.photosAssignedOnce || !call.user.assignedPhotos().has(id);
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function isPrice(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && Math.abs(value * 100 - Math.round(value * 100)) < 1e-6;
}

function oneOf(value: unknown, allowed: readonly unknown[]): boolean {
  return value === undefined || value === null || allowed.includes(value);
}
