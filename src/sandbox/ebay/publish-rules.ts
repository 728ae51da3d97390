import type { EbayCall } from './ebay-call.ts';
import { EbayRefusal } from './ebay-error.ts';
import type { JsonObject, StoredOffer } from './ebay-records.ts';
import { numberIn, objectAt, textAt, textListAt } from './json-access.ts';
import { MARKETPLACE_CURRENCIES } from './marketplaces.ts';
import { checkListingPolicies } from './policy-rules.ts';

/**
 * Checks everything eBay checks only when an offer is published.
 *
 * @param call the call that publishes
 * @param offer the offer
 * @throws EbayRefusal with the first reason found; 25713 with 404 for a policy of another marketplace
 */
export function checkPublishable(call: EbayCall, offer: StoredOffer): void {
  const { account, world } = call;
  if (!account.setup.registrationCompleted) throw new EbayRefusal(25018);
  const item = account.items.get(offer.sku)?.body;
  if (item === undefined) throw new EbayRefusal(25702, { info: offer.sku, status: 400 });
  checkProduct(item, offer);
  checkQuantity(item, offer);
  const category = textAt(offer.details, 'categoryId') ?? '';
  if (!/^\d+$/.test(category) || world.options.parentCategories.includes(category)) {
    throw new EbayRefusal(25005, { info: `category ${category}`, parameters: { categoryId: category } });
  }
  checkDuration(offer);
  checkListingPolicies(account, offer);
  const location = textAt(offer.details, 'merchantLocationKey') ?? '';
  if (!account.locations.has(location)) throw new EbayRefusal(25012, { info: location });
  checkPrice(offer);
  // Some categories ask for an EAN although no aspect says so; sellers of used goods send "Does not apply".
  const ean = textListAt(objectAt(item, 'product'), 'ean');
  if (world.options.eanCategories.includes(category) && ean.length === 0) {
    throw new EbayRefusal(25002, {
      info: 'The EAN field is missing. Please add EAN to the listing and retry.',
    });
  }
  const limit = account.setup.sellingLimit?.quantity;
  if (limit !== undefined && account.liveListings().length >= limit) throw new EbayRefusal(25026);
}

function checkProduct(item: JsonObject, offer: StoredOffer): void {
  const product = objectAt(item, 'product');
  if (textAt(product, 'title') === undefined) throw new EbayRefusal(25017, { info: 'title' });
  const description = textAt(offer.details, 'listingDescription') ?? textAt(product, 'description') ?? '';
  if (description.trim() === '') throw new EbayRefusal(25017, { info: 'description' });
  // Worded as the same generic user error as a duplicate offer, but without an offerId.
  if (textListAt(product, 'imageUrls').length === 0) {
    throw new EbayRefusal(25002, { info: 'Please add at least 1 photo' });
  }
  if (textAt(item, 'condition') === undefined) throw new EbayRefusal(25021, { info: 'condition' });
}

function checkQuantity(item: JsonObject, offer: StoredOffer): void {
  const stock =
    numberIn(objectAt(objectAt(item, 'availability'), 'shipToLocationAvailability'), 'quantity') ?? 0;
  const offered = offer.format === 'AUCTION' ? 1 : (numberIn(offer.details, 'availableQuantity') ?? stock);
  if (offered < 1 || offered > stock) throw new EbayRefusal(25004, { info: `${offered} of ${stock}` });
}

function checkDuration(offer: StoredOffer): void {
  const duration = textAt(offer.details, 'listingDuration');
  if (duration === undefined) throw new EbayRefusal(25017, { info: 'listingDuration' });
  if ((duration === 'GTC') !== (offer.format === 'FIXED_PRICE'))
    throw new EbayRefusal(25006, { info: duration });
}

function checkPrice(offer: StoredOffer): void {
  const field = offer.format === 'AUCTION' ? 'auctionStartPrice' : 'price';
  const price = objectAt(objectAt(offer.details, 'pricingSummary'), field);
  const currency = textAt(price, 'currency');
  if (!(Number(textAt(price, 'value')) > 0)) throw new EbayRefusal(25003, { info: 'value' });
  if (currency !== MARKETPLACE_CURRENCIES[offer.marketplaceId]) {
    throw new EbayRefusal(25003, { info: `currency ${currency ?? ''}` });
  }
}
