import { piecesLeft } from './describe-listing.ts';
import type { StoredListing, StoredReceipt } from './etsy-records.ts';
import type { EtsyShop } from './etsy-shop.ts';
import type { EtsyWorld } from './etsy-world.ts';
import { enter, touch } from './listing-life.ts';

/**
 * Lets a buyer buy; the last piece makes the listing `sold_out`.
 *
 * @param world gives numbers and the time
 * @param shop the seller
 * @param listing an active listing
 * @param order what is bought
 * @param order.quantity number of pieces
 * @param order.isPaid whether the payment has arrived
 * @returns the sale, undefined when the listing is not active or has not enough pieces
 */
export function sell(
  world: EtsyWorld,
  shop: EtsyShop,
  listing: StoredListing,
  order: { readonly quantity: number; readonly isPaid: boolean },
): StoredReceipt | undefined {
  const product = listing.inventory.products.find(({ offerings }) =>
    offerings.some(({ isEnabled, quantity }) => isEnabled && quantity >= order.quantity),
  );
  const [offering] = product?.offerings ?? [];
  if (listing.state !== 'active' || product === undefined || offering === undefined) return undefined;
  const priceCents = offering.priceCents;
  offering.quantity -= order.quantity;
  if (piecesLeft(listing) === 0) enter(world, listing, 'sold_out');
  else touch(world, listing);
  const receipt: StoredReceipt = {
    receiptId: world.nextId(3_000_000_000),
    transactionId: world.nextId(4_000_000_000),
    listingId: listing.listingId,
    productId: product.productId,
    sku: product.sku,
    title: String(listing.details['title']),
    quantity: order.quantity,
    priceCents,
    isPaid: order.isPaid,
    createdAt: world.seconds(),
  };
  shop.receipts.set(receipt.receiptId, receipt);
  return receipt;
}
