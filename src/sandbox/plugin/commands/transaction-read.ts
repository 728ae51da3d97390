import { isRecord } from '../../control/control-body.ts';
import { callVinted } from '../vinted/call-vinted.ts';
import { pageChanged } from './page-changed.ts';
import { integerIn } from './payload.ts';
import type { PluginCommand } from './plugin-command.ts';

/** `vinted.transaction.read@1`: what a sale was about, when it was paid and how it stands, and nothing of its buyer. */
export const transactionRead: PluginCommand = {
  name: 'vinted.transaction.read',
  version: 1,
  async execute(payload, context) {
    const path = `/api/v2/transactions/${integerIn(payload, 'transaction_id')}`;
    const answer = await callVinted(context, { method: 'GET', path, writes: false });
    if (answer.status !== 'ok') return answer;
    const { transaction } = answer.json;
    const ids = isRecord(transaction) ? itemIdsOf(transaction) : undefined;
    if (!isRecord(transaction) || ids === undefined) return pageChanged(answer, false);
    const data = {
      item_ids: ids,
      date: transaction['debit_processed_at'] ?? null,
      transaction_user_status: transaction['transaction_user_status'] ?? null,
    };
    return { status: 'done', data, http: answer.http };
  },
};

/** Tools have met the items of a sale in more than one place. */
function itemIdsOf(transaction: Readonly<Record<string, unknown>>): readonly number[] | undefined {
  const order = isRecord(transaction['order']) ? transaction['order'] : {};
  const places = [transaction['item_ids'], order['item_ids'], order['items'], [transaction['item_id']]];
  const ids = places
    .map((place) => (Array.isArray(place) ? place.map(idOf) : []))
    .find((found) => found.length > 0 && found.every((id) => id !== undefined));
  return ids?.filter((id) => id !== undefined);
}

function idOf(item: unknown): number | undefined {
  const id = isRecord(item) ? item['id'] : item;
  return Number.isInteger(id) ? (id as number) : undefined;
}
