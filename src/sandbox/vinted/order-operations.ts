import type { Answer } from '../http/exchange.ts';
import { numberParam, pageFrom, pageOf, type VintedCall } from './vinted-call.ts';
import { VintedRefusal } from './vinted-error.ts';

const MOST_PER_PAGE = 100;

/**
 * `GET /api/v2/my_orders?type&status&page&per_page`: sales, newest first; nobody buys here in the seller's name.
 *
 * @param call the call
 * @returns one page; refuses with 99
 */
export function myOrders(call: VintedCall): Answer {
  const { query } = call.exchange;
  const sold = (query.get('type') ?? 'sold') === 'sold' ? call.user.orders.toReversed() : [];
  const { entries, pagination } = pageFrom(sold, pageOf(query, MOST_PER_PAGE));
  return {
    status: 200,
    json: {
      my_orders: entries.map(({ transactionId, title }) => ({
        transaction_id: transactionId,
        status: 'needs_action',
        title,
      })),
      pagination: { current_page: pagination['current_page'], total_pages: pagination['total_pages'] },
    },
  };
}

/**
 * `GET /api/v2/transactions/{id}`: what was sold.
 *
 * @param call the call
 * @returns the sale with the numbers of its items; refuses with 104
 * @throws VintedRefusal 104 when it is not the caller's
 */
export function transaction(call: VintedCall): Answer {
  const id = numberParam(call, 'id');
  const order = call.user.orders.find(({ transactionId }) => transactionId === id);
  if (order === undefined) throw new VintedRefusal(104);
  const { itemId, title } = order;
  return {
    status: 200,
    json: { transaction: { id, status: 'needs_action', item_title: title, item_ids: [itemId] }, code: 0 },
  };
}
