import type { EbayCall } from './ebay-call.ts';
import { EbayRefusal } from './ebay-error.ts';
import type { JsonObject } from './ebay-records.ts';
import { objectAt, textAt } from './json-access.ts';

/** What names an offer; it never changes. */
export interface OfferIdentity {
  readonly sku: string;
  readonly marketplaceId: string;
  readonly format: string;
}

const LOCATION_KEY_LIMIT = 36;
const DESCRIPTION_LIMIT = 500_000;
const PRICE = /^\d+(\.\d{1,2})?$/;

/**
 * Checks a new offer.
 *
 * @param call the call that creates it
 * @param identity SKU, marketplace and format as sent
 * @param details everything else, its shape checked
 * @returns the identity, known to be complete
 * @throws EbayRefusal 25709 for what is missing or wrong, 25702 for an unknown SKU, 2575x for auction fields
 */
export function checkNewOffer(call: EbayCall, identity: JsonObject, details: JsonObject): OfferIdentity {
  for (const field of ['sku', 'marketplaceId', 'format']) {
    if (identity[field] === undefined)
      throw new EbayRefusal(25709, { info: field, parameters: { fieldName: field } });
  }
  const complete = identity as unknown as OfferIdentity;
  if (!call.account.items.has(complete.sku)) {
    throw new EbayRefusal(25702, { info: complete.sku, parameters: { sku: complete.sku } });
  }
  if (complete.format === 'AUCTION' && details['listingDuration'] === undefined) throw new EbayRefusal(25755);
  checkOfferFields(complete.format, textAt(details, 'merchantLocationKey'), details);
  return complete;
}

/**
 * Checks the fields that can be revised.
 *
 * @param format FIXED_PRICE or AUCTION
 * @param locationKey the offer's inventory location
 * @param details the offer, its shape checked
 * @throws EbayRefusal 25709, 25080, and 25757 to 25762 for prices that do not fit the format
 */
export function checkOfferFields(format: string, locationKey: string | undefined, details: JsonObject): void {
  if ((locationKey ?? '').length > LOCATION_KEY_LIMIT)
    throw new EbayRefusal(25709, { info: 'merchantLocationKey' });
  if ((textAt(details, 'listingDescription') ?? '').length > DESCRIPTION_LIMIT) {
    throw new EbayRefusal(25080, { info: 'listingDescription' });
  }
  const prices = objectAt(details, 'pricingSummary');
  for (const field of ['price', 'auctionStartPrice', 'auctionReservePrice']) {
    const value = textAt(objectAt(prices, field), 'value');
    if (value !== undefined && !PRICE.test(value)) throw new EbayRefusal(25709, { info: `${field}.value` });
  }
  const auctionPrices = prices['auctionStartPrice'] ?? prices['auctionReservePrice'];
  if (format === 'FIXED_PRICE' && auctionPrices !== undefined) throw new EbayRefusal(25758);
  if (format === 'AUCTION' && prices['auctionStartPrice'] === undefined) throw new EbayRefusal(25757);
  if (format === 'AUCTION' && details['availableQuantity'] !== undefined) throw new EbayRefusal(25762);
}
