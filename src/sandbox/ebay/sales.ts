import type { StoredListing, StoredOrder } from './ebay-records.ts';
import type { EbayWorld } from './ebay-world.ts';
import { numberIn, objectAt, textAt } from './json-access.ts';
import type { SellerAccount } from './seller-account.ts';

/** What a buyer puts into one order: pieces of one listing. */
export interface Purchase {
  readonly listing: StoredListing;
  readonly quantity: number;
}

/**
 * @param account the seller
 * @param listing one of the seller's listings
 * @returns pieces that can still be bought
 */
export function piecesLeft(account: SellerAccount, listing: StoredListing): number {
  if (listing.status !== 'ACTIVE') return 0;
  return numberIn(account.offers.get(listing.offerId)?.details ?? {}, 'availableQuantity') ?? 0;
}

/**
 * Lets a buyer buy. The last piece ends the listing, or only hides it where the seller uses eBay's out-of-stock control.
 *
 * @param world gives the numbers, the time and the option
 * @param account the seller
 * @param purchases what is bought; there must be enough of each
 * @param isPaid whether the payment has arrived
 * @returns the order
 */
export function sell(
  world: EbayWorld,
  account: SellerAccount,
  purchases: readonly Purchase[],
  isPaid: boolean,
): StoredOrder {
  const order = recordOrder(world, account, purchases, isPaid);
  for (const { listing, quantity } of purchases) {
    const left = piecesLeft(account, listing) - quantity;
    const offer = account.offers.get(listing.offerId);
    if (offer !== undefined) offer.details = { ...offer.details, availableQuantity: left };
    takeFromStock(account, listing.sku, quantity);
    listing.soldQuantity += quantity;
    if (left <= 0) listing.status = world.options.soldOut === 'hidden' ? 'OUT_OF_STOCK' : 'ENDED';
  }
  return order;
}

/**
 * Writes an order down, without touching the listings.
 *
 * @param world gives the numbers and the time
 * @param account the seller
 * @param purchases what was bought
 * @param isPaid whether the payment has arrived
 * @returns the order
 */
export function recordOrder(
  world: EbayWorld,
  account: SellerAccount,
  purchases: readonly Purchase[],
  isPaid: boolean,
): StoredOrder {
  const now = world.now();
  const order: StoredOrder = {
    orderId: world.nextOrderId(),
    createdAt: now,
    visibleAt: now + world.options.orderLagMs,
    modifiedAt: now,
    isPaid,
    cancelledAt: undefined,
    lines: purchases.map(({ listing, quantity }) => {
      const item = account.items.get(listing.sku)?.body ?? {};
      const offer = account.offers.get(listing.offerId)?.details ?? {};
      const price = objectAt(objectAt(offer, 'pricingSummary'), 'price');
      return {
        lineItemId: world.nextLineItemId(),
        listingId: listing.listingId,
        sku: listing.sku,
        marketplaceId: listing.marketplaceId,
        title: textAt(objectAt(item, 'product'), 'title') ?? listing.listingId,
        quantity,
        priceCents: Math.round(Number(textAt(price, 'value') ?? 0) * 100),
        currency: textAt(price, 'currency') ?? 'EUR',
      };
    }),
  };
  account.orders.set(order.orderId, order);
  return order;
}

/** The stock of a SKU is one for all of eBay's sites. */
function takeFromStock(account: SellerAccount, sku: string, pieces: number): void {
  const item = account.items.get(sku);
  if (item === undefined) return;
  const availability = objectAt(item.body, 'availability');
  const shipped = objectAt(availability, 'shipToLocationAvailability');
  const quantity = Math.max(0, (numberIn(shipped, 'quantity') ?? 0) - pieces);
  const shipToLocationAvailability = { ...shipped, quantity };
  const body = { ...item.body, availability: { ...availability, shipToLocationAvailability } };
  account.items.set(sku, { ...item, body });
}
