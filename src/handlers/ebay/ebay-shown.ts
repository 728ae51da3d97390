import type { ShownFields } from '../../domain/found.ts';
import { integerOf, recordOf, textOf } from '../http/json-shape.ts';
import type { JsonRecord } from '../http/json-shape.ts';
import type { EbayOffer } from './ebay-offer.ts';

/**
 * Writes down what eBay shows of a listing, in the one spelling that a sync compares with: the item's texts as eBay
 * holds them, the price with two decimals, the quantity as a whole number.
 * @param item JSON of `GET inventory_item/{sku}`; an empty object where it was not read
 * @param offer the offer as eBay shows it
 * @returns the fields eBay shows
 */
export function ebayShownOf(item: JsonRecord, offer: EbayOffer): ShownFields {
  const product = recordOf(item['product']);
  const title = textOf(product['title']);
  const description = textOf(product['description']);
  const price = twoDecimals(offer.price);
  const stock = integerOf(recordOf(recordOf(item['availability'])['shipToLocationAvailability'])['quantity']);
  const quantity = offer.quantity ?? stock;
  return {
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(price === undefined ? {} : { price }),
    ...(quantity === undefined ? {} : { quantity: String(quantity) }),
  };
}

/** eBay writes 45.00 as 45.0. */
function twoDecimals(price: string | undefined): string | undefined {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(price ?? '') ?? [];
  if (whole === undefined || /[^0]/.test(fraction.slice(2))) return undefined;
  return `${whole}.${fraction.slice(0, 2).padEnd(2, '0')}`;
}
