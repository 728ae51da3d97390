import { InvalidControl, isRecord, numberAt, stringAt } from '../control/control-body.ts';
import type { Answer } from '../http/exchange.ts';
import type { StoredOffer } from './ebay-records.ts';
import type { EbayWorld } from './ebay-world.ts';
import { objectAt } from './json-access.ts';
import { beginListing } from './listing-life.ts';
import { MARKETPLACE_CURRENCIES } from './marketplaces.ts';
import type { SellerAccount } from './seller-account.ts';

/** Most listings of one request, so that a typing error does not fill the memory. */
const MOST = 5_000;

/**
 * Puts listings before the buyers as another program of the seller does: item, offer and listing. Each has a SKU and a
 * title with its number where there are several.
 *
 * @param world gives numbers and the time
 * @param name the seller
 * @param body `{count?, sku?, title?, price?, quantity?, marketplace?}`; one piece where nothing is said
 * @returns 201 with the numbers of the listings, 404 for an unknown seller
 * @throws InvalidControl for another body
 */
export function makeByHand(world: EbayWorld, name: string, body: unknown): Answer {
  const account = world.accounts.get(name);
  if (account === undefined) return { status: 404, json: { error: `no account ${name}` } };
  const details = isRecord(body) ? body : {};
  const count = numberAt(details, 'count') ?? 1;
  if (!Number.isInteger(count) || count < 1 || count > MOST)
    throw new InvalidControl(`count must be a whole number from 1 to ${MOST}`);
  const suffixes = Array.from({ length: count }, (_, at) => (count === 1 ? '' : String(at + 1)));
  const listingIds = suffixes.map((suffix) => list(world, account, details, suffix));
  return { status: 201, json: { listing_ids: listingIds } };
}

/**
 * Changes the price of a listing as the seller does on eBay's site.
 *
 * @param world all sellers
 * @param listingId number of a listing of any seller
 * @param body `{price}`, a decimal as text
 * @returns 204, or 404 where there is no such listing, or its offer has gone
 * @throws InvalidControl for another body
 */
export function changePrice(world: EbayWorld, listingId: string, body: unknown): Answer {
  const value = isRecord(body) ? stringAt(body, 'price') : undefined;
  if (value === undefined) throw new InvalidControl('price is missing');
  const found = world.findListing(listingId);
  const offer = found?.account.offers.get(found.listing.offerId);
  if (offer === undefined) return { status: 404, json: { error: `no listing ${listingId}` } };
  const summary = objectAt(offer.details, 'pricingSummary');
  const price = { ...objectAt(summary, 'price'), value };
  offer.details = { ...offer.details, pricingSummary: { ...summary, price } };
  return { status: 204 };
}

function list(
  world: EbayWorld,
  account: SellerAccount,
  details: Readonly<Record<string, unknown>>,
  suffix: string,
): string {
  const marketplaceId = stringAt(details, 'marketplace') ?? Object.keys(account.setup.policies)[0] ?? '';
  const sku = `${stringAt(details, 'sku') ?? 'HAND'}${suffix}`;
  if (account.items.has(sku)) throw new InvalidControl(`there is an item ${sku} already`);
  const quantity = numberAt(details, 'quantity') ?? 1;
  const title = `${stringAt(details, 'title') ?? 'Veste des années 1990'} ${suffix}`.trim();
  const currency = MARKETPLACE_CURRENCIES[marketplaceId] ?? 'EUR';
  account.items.set(sku, {
    sku,
    locale: 'fr_FR',
    body: {
      product: { title, description: 'Mise en vente à la main.', aspects: {}, imageUrls: [] },
      condition: 'USED_EXCELLENT',
      availability: { shipToLocationAvailability: { quantity } },
    },
  });
  const offer: StoredOffer = {
    offerId: world.nextOfferId(),
    sku,
    marketplaceId,
    format: 'FIXED_PRICE',
    details: {
      availableQuantity: quantity,
      categoryId: '57988',
      pricingSummary: { price: { value: stringAt(details, 'price') ?? '45.50', currency } },
    },
    visibleAt: world.now(),
    everPublished: false,
    listing: undefined,
  };
  account.offers.set(offer.offerId, offer);
  return beginListing(world, account, offer).listingId;
}
