import type { FoundOrder, FoundOrderLine } from '../../../domain/found.ts';
import { textOf } from '../../http/json-shape.ts';
import type { ListedOrder } from '../commands/orders-list.ts';
import type { ReadTransaction } from '../commands/transaction-read.ts';
import { shownPrice } from '../vinted-prices.ts';

/** How a sale that was called off or paid back stands for its seller; any other is paid, or Vinted would not list it. */
const CALLED_OFF = ['failed', 'cancelled', 'canceled', 'refunded'];
const DAY_MS = 24 * 60 * 60_000;

/** What the list of sales and a sale's own page say of it together. */
export type KnownOrder = ListedOrder & { readonly date: string };

/**
 * Puts together what is known of a sale.
 * @param order as the list of sales shows it
 * @param read what its own page says, where that was opened
 * @returns the sale; undefined where neither says when it was
 */
export function knownOrder(order: ListedOrder, read?: ReadTransaction): KnownOrder | undefined {
  const date = order.date ?? read?.date;
  if (date == null) return undefined;
  return {
    ...order,
    date,
    item_ids: order.item_ids ?? read?.item_ids ?? null,
    transaction_user_status: order.transaction_user_status ?? read?.transaction_user_status ?? null,
  };
}

/**
 * Describes a sale, without anything about its buyer.
 * @param order what is known of it
 * @returns the order; a sale whose items nobody can tell has one line without a listing
 */
export function foundOrder(order: KnownOrder): FoundOrder {
  const ids = [...new Set(order.item_ids ?? [])];
  // The price and the title of a bundle are of all its items together.
  const ofOne = ids.length > 1 ? {} : shownOf(order);
  const lines = ids.map((id) => ({
    externalId: String(id),
    listingIds: { item_id: String(id) },
    quantity: 1,
    ...ofOne,
  }));
  return {
    externalId: String(order.transaction_id),
    state: isCalledOff(order) ? 'cancelled' : 'paid',
    // The latest moment it may have been: what was sold before it was listed would not count.
    soldAt: new Date(latestOf(order)).toISOString(),
    lines: lines.length > 0 ? lines : [{ externalId: 'unknown', listingIds: {}, quantity: 1, ...ofOne }],
  };
}

/**
 * @param order as the list of sales shows it
 * @returns whether it was called off or paid back
 */
export function isCalledOff({ transaction_user_status: userStatus, status }: ListedOrder): boolean {
  return CALLED_OFF.includes((userStatus ?? status ?? '').toLowerCase());
}

/**
 * Tells the latest moment a sale may have been made at: a date without a time or a zone may mean any within a day.
 * @param order what is known of it
 * @returns milliseconds since the epoch
 */
export function latestOf({ date }: KnownOrder): number {
  const isExact = /T.*(?:Z|[+-]\d{2}:?\d{2})$/i.test(date);
  return Date.parse(date) + (isExact ? 0 : DAY_MS);
}

function shownOf(order: ListedOrder): Partial<FoundOrderLine> {
  const price = shownPrice(order.price);
  const title = textOf(order.title);
  return {
    ...(title === undefined ? {} : { title }),
    ...(price === undefined ? {} : { price: price.amount }),
    ...(price?.currency === undefined ? {} : { currency: price.currency }),
  };
}
