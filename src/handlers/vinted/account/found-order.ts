import type { FoundOrder, FoundOrderLine } from '../../../domain/found.ts';
import { textOf } from '../../http/json-shape.ts';
import type { ListedOrder } from '../commands/orders-list.ts';
import { shownPrice } from '../vinted-prices.ts';

/** How a sale that was called off or paid back stands for its seller; anything else is paid, or Vinted would not list it. */
const CALLED_OFF = ['failed', 'cancelled', 'canceled', 'refunded'];
const DAY_MS = 24 * 60 * 60_000;

/**
 * Describes a sale, without anything about its buyer.
 * @param order as the list of sales shows it
 * @param itemIds Vinted's ids of what was sold; none where nobody can tell
 * @returns the order
 */
export function foundOrder(order: ListedOrder, itemIds: readonly number[]): FoundOrder {
  const [only, ...others] = itemIds;
  const isSingle = only !== undefined && others.length === 0;
  const lines = [...new Set(itemIds)].map((id) => ({
    externalId: String(id),
    listingIds: { item_id: String(id) },
    quantity: 1,
    // The price and the title of a bundle are of all its items together.
    ...(isSingle ? ofOne(order) : {}),
  }));
  const nameless = { externalId: 'unknown', listingIds: {}, quantity: 1, ...ofOne(order) };
  const isCancelled = isCalledOff(order);
  return {
    externalId: String(order.transaction_id),
    state: isCancelled ? 'cancelled' : 'paid',
    soldAt: new Date(order.date).toISOString(),
    lines: lines.length === 0 && !isCancelled ? [nameless] : lines,
  };
}

/**
 * @param order as the list of sales shows it
 * @returns whether it was called off or paid back
 */
export function isCalledOff({ transaction_user_status: status }: ListedOrder): boolean {
  return CALLED_OFF.includes(status?.toLowerCase() ?? '');
}

/**
 * Tells the latest moment a sale may have been made at: a date without a time or a zone may mean any within a day.
 * @param order as the list of sales shows it
 * @returns milliseconds since the epoch
 */
export function latestOf({ date }: ListedOrder): number {
  const isExact = /T.*(?:Z|[+-]\d{2}:?\d{2})$/i.test(date);
  return Date.parse(date) + (isExact ? 0 : DAY_MS);
}

function ofOne({ title, price }: ListedOrder): Partial<FoundOrderLine> {
  const paid = shownPrice(price);
  const name = textOf(title);
  return {
    ...(name === undefined ? {} : { title: name }),
    ...(paid === undefined ? {} : { price: paid.amount }),
    ...(paid?.currency === undefined ? {} : { currency: paid.currency }),
  };
}
