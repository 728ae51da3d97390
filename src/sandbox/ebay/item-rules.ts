import type { EbayCall } from './ebay-call.ts';
import { EbayRefusal } from './ebay-error.ts';
import { imageIdOf } from './image-url.ts';
import { objectAt, textAt, textListAt } from './json-access.ts';
import type { JsonObject } from './ebay-records.ts';

/** Longest texts of an inventory item, characters, as the contract's field descriptions give them. */
const PRODUCT_LIMITS = { title: 80, subtitle: 55, description: 4000, brand: 65, mpn: 65 } as const;
const CONDITION_DESCRIPTION_LIMIT = 1000;
const ASPECT_NAME_LIMIT = 40;
const ASPECT_VALUE_LIMIT = 50;
const PICTURES_LIMIT = 24;

/**
 * Checks what eBay checks when an item is stored, beyond the shape of its fields.
 *
 * @param call the call that stores it
 * @param body the item
 * @throws EbayRefusal 25004 quantity, 25014 and 25015 pictures, 25080 too long
 */
export function checkItem(call: EbayCall, body: JsonObject): void {
  const product = objectAt(body, 'product');
  for (const [field, limit] of Object.entries(PRODUCT_LIMITS)) checkLength(product, field, limit);
  checkLength(body, 'conditionDescription', CONDITION_DESCRIPTION_LIMIT);
  for (const [name, values] of Object.entries(objectAt(product, 'aspects'))) {
    const longest = Math.max(0, ...(values as readonly string[]).map((value) => value.length));
    if (name.length > ASPECT_NAME_LIMIT || longest > ASPECT_VALUE_LIMIT) tooLong(`aspects.${name}`);
  }
  const quantity = objectAt(objectAt(body, 'availability'), 'shipToLocationAvailability')['quantity'];
  if (typeof quantity === 'number' && quantity < 0) throw new EbayRefusal(25004);
  checkPictures(call, textListAt(product, 'imageUrls'));
}

function checkPictures(call: EbayCall, urls: readonly string[]): void {
  if (urls.length > PICTURES_LIMIT)
    throw new EbayRefusal(25014, { info: `At most ${PICTURES_LIMIT} pictures` });
  for (const url of urls) {
    const own = url.startsWith(`${call.world.baseUrl}/images/g/`);
    const known = own && call.account.images.get(imageIdOf(url) ?? '')?.url === url;
    const foreign = !own && URL.canParse(url) && new URL(url).protocol === 'https:';
    if (!known && !foreign) throw new EbayRefusal(25015, { info: url, parameters: { imageUrl: url } });
  }
}

function checkLength(record: JsonObject, field: string, limit: number): void {
  if ((textAt(record, field) ?? '').length > limit) tooLong(field);
}

function tooLong(field: string): never {
  throw new EbayRefusal(25080, { info: field, parameters: { fieldName: field } });
}
