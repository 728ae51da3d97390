import { recordOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import type { InventoryItemBody, OfferBody } from '../ebay-bodies.ts';

/** Fields of an item that a replacement may carry (InventoryItem); others are only shown. */
const ITEM_FIELDS = [
  'availability',
  'condition',
  'conditionDescription',
  'conditionDescriptors',
  'packageWeightAndSize',
  'product',
];
const AVAILABILITY_FIELDS = ['pickupAtLocationAvailability', 'shipToLocationAvailability'];
const STOCK_FIELDS = ['quantity', 'availabilityDistributions'];

/** Fields of an offer that a replacement may carry (EbayOfferDetailsWithId). */
const OFFER_FIELDS = [
  ...['availableQuantity', 'categoryId', 'charity', 'extendedProducerResponsibility', 'hideBuyerDetails'],
  ...['includeCatalogProductDetails', 'listingDescription', 'listingDuration', 'listingPolicies'],
  ...['listingStartDate', 'lotSize', 'merchantLocationKey', 'pricingSummary', 'quantityLimitPerBuyer'],
  ...['regulatory', 'secondaryCategoryId', 'storeCategoryNames', 'tax'],
];

/**
 * Puts changed groups of fields into an item as eBay holds it. eBay wipes whatever a replacement leaves out, so it
 * carries everything that was read, also what nobody of StoFlow has written.
 * @param held JSON of `GET inventory_item/{sku}`
 * @param wanted what StoFlow wants of the item
 * @param groups the groups to change
 * @returns the complete body of the replacement
 */
export function mergedItem(
  held: JsonRecord,
  wanted: InventoryItemBody,
  groups: readonly string[],
): JsonRecord {
  const availability = pick(recordOf(held['availability']), AVAILABILITY_FIELDS);
  const stock = pick(recordOf(availability['shipToLocationAvailability']), STOCK_FIELDS);
  const { title, description, aspects, brand, ean, imageUrls } = wanted.product;
  const product: Record<string, unknown> = { ...recordOf(held['product']) };
  const item: Record<string, unknown> = pick(held, ITEM_FIELDS);
  if (groups.includes('texts')) Object.assign(product, { title, description });
  if (groups.includes('pictures')) product['imageUrls'] = imageUrls;
  if (groups.includes('aspects')) {
    Object.assign(product, { aspects, ean });
    change(product, 'brand', brand);
  }
  if (groups.includes('condition')) {
    item['condition'] = wanted.condition;
    change(item, 'conditionDescription', wanted.conditionDescription);
  }
  if (groups.includes('quantity')) {
    stock['quantity'] = wanted.availability.shipToLocationAvailability.quantity;
  }
  return { ...item, availability: { ...availability, shipToLocationAvailability: stock }, product };
}

/**
 * Puts changed groups of fields into an offer as eBay holds it, as {@link mergedItem} does for items.
 * @param held JSON of `GET offer/{offerId}`
 * @param wanted what StoFlow wants of the offer
 * @param groups the groups to change
 * @returns the complete body of the replacement
 */
export function mergedOffer(held: JsonRecord, wanted: OfferBody, groups: readonly string[]): JsonRecord {
  const offer: Record<string, unknown> = pick(held, OFFER_FIELDS);
  // Otherwise eBay may replace the seller's texts and pictures by its catalogue's.
  offer['includeCatalogProductDetails'] = false;
  if (groups.includes('price')) {
    offer['pricingSummary'] = { ...recordOf(held['pricingSummary']), price: wanted.pricingSummary.price };
  }
  if (groups.includes('quantity')) offer['availableQuantity'] = wanted.availableQuantity;
  if (groups.includes('category')) offer['categoryId'] = wanted.categoryId;
  // A description of the offer's own would hide the item's, which is StoFlow's.
  if (groups.includes('texts')) delete offer['listingDescription'];
  if (groups.includes('terms')) {
    offer['listingPolicies'] = { ...recordOf(held['listingPolicies']), ...wanted.listingPolicies };
    offer['merchantLocationKey'] = wanted.merchantLocationKey;
  }
  return offer;
}

function pick(record: JsonRecord, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap((field) => (field in record ? [[field, record[field]]] : [])));
}

function change(record: Record<string, unknown>, field: string, value: unknown): void {
  if (value === undefined) Reflect.deleteProperty(record, field);
  else record[field] = value;
}
