import { integerOf, recordOf, textOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import { ebayShownOf } from '../ebay-shown.ts';
import type { EbayOffer } from '../ebay-offer.ts';
import type { Revision } from './revision.ts';

/** A listing as it was read back: the JSON of its item and its offer, and the offer as StoFlow reads it. */
export interface HeldListing {
  readonly item: JsonRecord;
  readonly offerBody: JsonRecord;
  readonly offer: EbayOffer;
}

type Comparison = (held: HeldListing, wanted: Revision) => boolean;

/** Tells of each group of fields whether eBay shows what was sent. */
const SHOWS: Readonly<Record<string, Comparison>> = {
  texts: ({ item }, { item: { product } }) =>
    productOf(item)['title'] === product.title && productOf(item)['description'] === product.description,
  condition: ({ item }, wanted) => item['condition'] === wanted.item.condition,
  aspects: ({ item }, wanted) => {
    const held = recordOf(productOf(item)['aspects']);
    return Object.entries(wanted.item.product.aspects).every(([name, values]) => same(held[name], values));
  },
  pictures: ({ item }, { item: { product } }) =>
    same(addresses(productOf(item)['imageUrls']), addresses(product.imageUrls)),
  category: ({ offerBody }, { offer }) => textOf(offerBody['categoryId']) === offer.categoryId,
  price: ({ offer, item }, wanted) =>
    offer.currency === wanted.offer.pricingSummary.price.currency &&
    ebayShownOf(item, offer).price === wanted.offer.pricingSummary.price.value,
  quantity: ({ offer }, wanted) => {
    const sold = offer.listing?.sold ?? 0;
    const quantity = integerOf(offer.quantity) ?? 0;
    return quantity === wanted.offer.availableQuantity || quantity + sold === wanted.offer.availableQuantity;
  },
  terms: ({ offerBody }, { offer }) =>
    offerBody['merchantLocationKey'] === offer.merchantLocationKey &&
    Object.entries(offer.listingPolicies).every(
      ([policy, id]) => textOf(recordOf(offerBody['listingPolicies'])[policy]) === id,
    ),
};

/**
 * Compares what eBay shows with what it was certainly sent: a success answer alone proves nothing.
 * @param held the listing as read back
 * @param wanted what is wanted now
 * @param sent hashes of the groups that were sent; a group that is wanted otherwise by now is not compared
 * @returns the groups that eBay shows otherwise
 */
export function differences(held: HeldListing, wanted: Revision, sent: JsonRecord): readonly string[] {
  return Object.keys(sent).filter(
    (group) => wanted.fields[group] === sent[group] && SHOWS[group]?.(held, wanted) === false,
  );
}

function productOf(item: JsonRecord): JsonRecord {
  return recordOf(item['product']);
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** eBay may add parameters to a picture's address. */
function addresses(urls: unknown): readonly string[] {
  return (Array.isArray(urls) ? (urls as readonly unknown[]) : []).map(
    (url) => String(url).split('?', 1)[0] ?? '',
  );
}
