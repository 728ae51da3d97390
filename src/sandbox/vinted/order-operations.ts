import type { Answer } from '../http/exchange.ts';
import { numberParam, pageFrom, pageOf, type VintedCall } from './vinted-call.ts';
import { VintedRefusal } from './vinted-error.ts';
import type { JsonObject, StoredOrder } from './vinted-records.ts';

const MOST_PER_PAGE = 100;

type Filter = (order: StoredOrder) => boolean;

/** What the site's filter of sales knows. */
const FILTERS: Readonly<Record<string, Filter>> = {
  all: () => true,
  in_progress: ({ userStatus }) => userStatus === 'needs_action' || userStatus === 'waiting',
  completed: ({ userStatus }) => userStatus === 'completed',
  cancelled: ({ userStatus }) => userStatus === 'failed',
};

/** The site shows a sentence, in the language of its country. */
const SENTENCES: Readonly<Record<StoredOrder['userStatus'], string>> = {
  needs_action: 'Paiement validé. Envoie le colis',
  waiting: 'Colis envoyé',
  completed: 'Commande finalisée',
  failed: 'Commande annulée',
};

/**
 * `GET /api/v2/my_orders?type&status&page&per_page`: sales of whoever is logged in, newest first; nobody buys here in
 * the seller's name. It names no items, and of a bundle only how many it has; by default no more than tools agree on.
 *
 * @param call the call
 * @returns one page; refuses with 99
 * @throws VintedRefusal 99 for a filter it does not know
 */
export function myOrders(call: VintedCall): Answer {
  const { query } = call.exchange;
  const filter = FILTERS[query.get('status') ?? 'all'];
  if (filter === undefined) throw new VintedRefusal(99, [{ field: 'status', value: 'Unknown' }]);
  const isSold = (query.get('type') ?? 'sold') === 'sold';
  const newest = call.user.orders.filter(filter).sort(byNewest);
  const { entries, pagination } = pageFrom(isSold ? newest : [], pageOf(query, MOST_PER_PAGE));
  const isDated = call.world.options.datedOrders;
  return {
    status: 200,
    json: {
      my_orders: entries.map(isDated ? describeOrder : nameOrder),
      pagination: { current_page: pagination['current_page'], total_pages: pagination['total_pages'] },
    },
  };
}

/**
 * `GET /api/v2/transactions/{id}`: what was sold.
 *
 * @param call the call
 * @returns the sale with the numbers of its items, and its buyer; refuses with 104
 * @throws VintedRefusal 104 when it is not the caller's
 */
export function transaction(call: VintedCall): Answer {
  const id = numberParam(call, 'id');
  const order = call.user.orders.find(({ transactionId }) => transactionId === id);
  if (order === undefined) throw new VintedRefusal(104);
  const { itemIds, title, userStatus, soldAt } = order;
  return {
    status: 200,
    json: {
      transaction: {
        id,
        transaction_user_status: userStatus,
        debit_processed_at: siteTime(soldAt),
        item_title: title,
        item_ids: itemIds,
        is_bundle: itemIds.length > 1,
        buyer: BUYER,
      },
      code: 0,
    },
  };
}

/** Somebody whose name must never leave the browser. */
const BUYER = { id: 99_000_001, login: 'buyer.who.is.nobodys.business' };

function nameOrder({ transactionId, userStatus, title }: StoredOrder): JsonObject {
  return { transaction_id: transactionId, status: userStatus, title };
}

function describeOrder(order: StoredOrder): JsonObject {
  return {
    conversation_id: order.conversationId,
    transaction_id: order.transactionId,
    title: order.title,
    price: { amount: order.price.toFixed(2), currency_code: order.currency },
    status: SENTENCES[order.userStatus],
    date: siteTime(order.soldAt),
    transaction_user_status: order.userStatus,
    buyer: BUYER,
  };
}

function siteTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+00:00');
}

function byNewest(one: StoredOrder, other: StoredOrder): number {
  return other.soldAt - one.soldAt || other.transactionId - one.transactionId;
}
