import { flagAt, InvalidControl, isRecord, numberAt, stringAt } from '../control/control-body.ts';
import { oneOf } from '../control/option-values.ts';
import type { Answer } from '../http/exchange.ts';
import type { StoredListing } from './etsy-records.ts';
import type { EtsyShop } from './etsy-shop.ts';
import type { EtsyWorld } from './etsy-world.ts';
import { enter } from './listing-life.ts';
import { changeSale, sell, type Wish } from './sales.ts';

/**
 * Ends a listing as a buyer or the seller does on the site, behind our back.
 *
 * @param world all shops
 * @param listingId number of a listing of any shop
 * @param body `{sold?, quantity?, paid?}`
 * @returns 201 with the sale's number, 204 for a deactivation, 404 for an unknown listing, 409 for an impossible sale
 * @throws InvalidControl for another body
 */
export function endListing(world: EtsyWorld, listingId: number, body: unknown): Answer {
  const found = world.findListing(listingId);
  if (found === undefined) return { status: 404, json: { error: `no listing ${listingId}` } };
  const details = isRecord(body) ? body : {};
  if (flagAt(details, 'sold') !== true) {
    enter(world, found.listing, 'inactive');
    return { status: 204 };
  }
  const quantity = numberAt(details, 'quantity') ?? 1;
  return sold(world, found.shop, [{ listing: found.listing, quantity }], flagAt(details, 'paid') ?? true);
}

/**
 * Lets a buyer buy several listings of one shop at once.
 *
 * @param world all shops
 * @param name the shop's account
 * @param body `{listings: [{listing_id, quantity?}], paid?}`
 * @returns 201 with the sale's number, 404 for an unknown shop or listing, 409 for an impossible sale
 * @throws InvalidControl for another body
 */
export function buyTogether(world: EtsyWorld, name: string, body: unknown): Answer {
  const shop = world.shops.get(name);
  if (shop === undefined) return { status: 404, json: { error: `no account ${name}` } };
  const listings: unknown = isRecord(body) ? body['listings'] : undefined;
  if (!isRecord(body) || !Array.isArray(listings)) throw new InvalidControl('listings must be a list');
  const wishes = (listings as readonly unknown[]).map((wish) => wishOf(shop, wish));
  return sold(world, shop, wishes, flagAt(body, 'paid') ?? true);
}

/**
 * Changes a sale: its payment arrives, or it ends.
 *
 * @param world all shops
 * @param receiptId number of a sale of any shop
 * @param body `{paid?, end?}`; end is `canceled`, `fully refunded` or `partially refunded`
 * @returns 204, or 404 for an unknown sale
 * @throws InvalidControl for another body
 */
export function changeReceipt(world: EtsyWorld, receiptId: number, body: unknown): Answer {
  const receipts = [...world.shops.values()].map((shop) => shop.receipts.get(receiptId));
  const receipt = receipts.find((one) => one !== undefined);
  if (receipt === undefined) return { status: 404, json: { error: `no receipt ${receiptId}` } };
  const details = isRecord(body) ? body : {};
  const end = oneOf(stringAt(details, 'end'), ['canceled', 'fully refunded', 'partially refunded'] as const);
  changeSale(world, receipt, { isPaid: flagAt(details, 'paid'), end });
  return { status: 204 };
}

function wishOf(shop: EtsyShop, wish: unknown): Wish {
  const details = isRecord(wish) ? wish : {};
  const listing: StoredListing | undefined = shop.listings.get(numberAt(details, 'listing_id') ?? 0);
  if (listing === undefined) throw new InvalidControl('a listing of the shop must be named');
  return { listing, quantity: numberAt(details, 'quantity') ?? 1 };
}

function sold(world: EtsyWorld, shop: EtsyShop, wishes: readonly Wish[], isPaid: boolean): Answer {
  const receipt = sell(world, shop, wishes, isPaid);
  return receipt === undefined
    ? { status: 409, json: { error: 'this cannot be sold' } }
    : { status: 201, json: { receipt_id: receipt.receiptId } };
}
