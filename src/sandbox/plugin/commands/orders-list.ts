import { isRecord } from '../../control/control-body.ts';
import { callVinted } from '../vinted/call-vinted.ts';
import { only } from './fields.ts';
import { pageChanged } from './page-changed.ts';
import { integerIn } from './payload.ts';
import type { PluginCommand } from './plugin-command.ts';

/** What leaves the browser: the buyer's name and face do not. */
const ORDER_FIELDS = ['transaction_id', 'date', 'status', 'transaction_user_status', 'title', 'price'];
const PAGE_FIELDS = ['current_page', 'total_pages', 'total_entries'];

/** `vinted.orders.list@1`: one page of the account's sales. The site shows those of whoever is logged in. */
export const ordersList: PluginCommand = {
  name: 'vinted.orders.list',
  version: 1,
  async execute(payload, context) {
    const query = new URLSearchParams({
      type: 'sold',
      status: 'all',
      page: String(integerIn(payload, 'page')),
      per_page: String(integerIn(payload, 'per_page')),
    });
    const path = `/api/v2/my_orders?${query.toString()}`;
    const answer = await callVinted(context, { method: 'GET', path, writes: false, personal: true });
    if (answer.status !== 'ok') return answer;
    const { my_orders: orders, pagination } = answer.json;
    if (!Array.isArray(orders) || !orders.every(isOrder) || !isRecord(pagination)) {
      return pageChanged(answer, false);
    }
    return {
      status: 'done',
      data: {
        orders: orders.map((order) => ({ ...only(order, ORDER_FIELDS), item_ids: itemIdsOf(order) })),
        pagination: only(pagination, PAGE_FIELDS),
      },
      http: answer.http,
    };
  },
};

function isOrder(order: unknown): order is Readonly<Record<string, unknown>> {
  return isRecord(order) && Number.isInteger(order['transaction_id']);
}

function itemIdsOf({ item_ids: ids, item_id: id }: Readonly<Record<string, unknown>>): unknown {
  if (Array.isArray(ids) && ids.length > 0) return ids;
  return Number.isInteger(id) ? [id] : null;
}
