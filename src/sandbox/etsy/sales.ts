import { piecesLeft } from './describe-listing.ts';
import type { ReceiptEnd, StoredListing, StoredReceipt, StoredTransaction } from './etsy-records.ts';
import type { EtsyShop } from './etsy-shop.ts';
import type { EtsyWorld } from './etsy-world.ts';
import { enter, touch } from './listing-life.ts';

/** What somebody wants to buy. */
export interface Wish {
  readonly listing: StoredListing;
  /** Pieces. */
  readonly quantity: number;
}

/**
 * Lets a buyer buy; the last piece makes a listing `sold_out`.
 *
 * @param world gives numbers and the time
 * @param shop the seller
 * @param wishes active listings, each once
 * @param isPaid whether the payment has arrived
 * @returns the sale, undefined when there is nothing to buy, or a listing is not active or has not enough pieces
 */
export function sell(
  world: EtsyWorld,
  shop: EtsyShop,
  wishes: readonly Wish[],
  isPaid: boolean,
): StoredReceipt | undefined {
  if (wishes.length === 0 || !wishes.every(canBeSold)) return undefined;
  const createdAt = world.seconds();
  const receipt: StoredReceipt = {
    receiptId: world.nextId(3_000_000_000),
    transactions: wishes.flatMap((wish) => take(world, wish) ?? []),
    isPaid,
    end: undefined,
    createdAt,
    updatedAt: createdAt,
  };
  shop.receipts.set(receipt.receiptId, receipt);
  return receipt;
}

/**
 * Changes a sale as a buyer, the seller or the payment does later. A listing that was sold stays as it is: Etsy leaves
 * it to the seller to offer it again.
 *
 * @param world tells the time
 * @param receipt the sale
 * @param change what becomes of it
 * @param change.isPaid whether the payment has arrived
 * @param change.end how it ended
 */
export function changeSale(
  world: EtsyWorld,
  receipt: StoredReceipt,
  change: { readonly isPaid: boolean | undefined; readonly end: ReceiptEnd | undefined },
): void {
  receipt.isPaid = change.isPaid ?? receipt.isPaid;
  receipt.end = change.end ?? receipt.end;
  receipt.updatedAt = world.seconds();
}

function offered({ listing, quantity }: Wish): StoredListing['inventory']['products'][number] | undefined {
  return listing.inventory.products.find(({ offerings }) =>
    offerings.some((offering) => offering.isEnabled && offering.quantity >= quantity),
  );
}

function canBeSold(wish: Wish): boolean {
  return wish.listing.state === 'active' && offered(wish) !== undefined;
}

function take(world: EtsyWorld, wish: Wish): StoredTransaction | undefined {
  const { listing, quantity } = wish;
  const product = offered(wish);
  const [offering] = product?.offerings ?? [];
  if (product === undefined || offering === undefined) return undefined;
  offering.quantity -= quantity;
  if (piecesLeft(listing) === 0) enter(world, listing, 'sold_out');
  else touch(world, listing);
  return {
    transactionId: world.nextId(4_000_000_000),
    listingId: listing.listingId,
    productId: product.productId,
    sku: product.sku,
    title: String(listing.details['title']),
    quantity,
    priceCents: offering.priceCents,
  };
}
