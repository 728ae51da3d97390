import { isRecord } from '../protocol/read-message.ts';
import type { Command, Payload } from './command.ts';
import { numberOf, only } from './payload.ts';
import { PAGE } from './wardrobe-list.ts';

/** Nothing about the buyer is among them. */
const ORDER = ['transaction_id', 'date', 'status', 'transaction_user_status', 'title', 'price'];

/** One page of the sales of whoever is logged in. */
export const ordersList: Command = {
  name: 'vinted.orders.list',
  version: 1,
  request(payload) {
    const page = new URLSearchParams({
      type: 'sold',
      status: 'all',
      page: String(numberOf(payload, 'page')),
      per_page: String(numberOf(payload, 'per_page')),
    });
    return { method: 'GET', path: `/api/v2/my_orders?${page.toString()}`, writes: false, personal: true };
  },
  data({ my_orders: orders, pagination }) {
    if (!Array.isArray(orders) || !orders.every(isOrder) || !isRecord(pagination)) return undefined;
    const shown = orders.map((order) => ({ ...only(order, ORDER), item_ids: itemIds(order) }));
    return { data: { orders: shown, pagination: only(pagination, PAGE) } };
  },
};

function isOrder(order: unknown): order is Payload {
  return isRecord(order) && Number.isInteger(order['transaction_id']);
}

function itemIds({ item_ids: several, item_id: one }: Payload): unknown {
  if (Array.isArray(several) && several.length > 0) return several;
  return Number.isInteger(one) ? [one] : null;
}
