import { isRecord } from '../protocol/read-message.ts';
import type { Command, Payload } from './command.ts';
import { numberOf } from './payload.ts';

/** What a sale was about and how it stands, and nothing about its buyer. */
export const transactionRead: Command = {
  name: 'vinted.transaction.read',
  version: 1,
  request: (payload) => ({
    method: 'GET',
    path: `/api/v2/transactions/${numberOf(payload, 'transaction_id')}`,
    writes: false,
  }),
  data({ transaction }) {
    const ids = isRecord(transaction) ? itemIds(transaction) : [];
    if (!isRecord(transaction) || ids.length === 0) return undefined;
    const { debit_processed_at: date, transaction_user_status: status } = transaction;
    return { data: { item_ids: ids, date: date ?? null, transaction_user_status: status ?? null } };
  },
};

/** The site was seen to name the items in more than one place. */
function itemIds({ item_ids: ids, order, item_id: id }: Payload): readonly number[] {
  const places = [
    ids,
    isRecord(order) ? order['item_ids'] : undefined,
    isRecord(order) ? order['items'] : undefined,
    [id],
  ];
  for (const place of places) {
    const found = (Array.isArray(place) ? place : []).map((item: unknown) =>
      isRecord(item) ? item['id'] : item,
    );
    if (found.length > 0 && found.every(Number.isInteger)) return found as number[];
  }
  return [];
}
