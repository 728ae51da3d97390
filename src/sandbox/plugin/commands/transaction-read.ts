import { isRecord } from '../../control/control-body.ts';
import { callVinted } from '../vinted/call-vinted.ts';
import { pageChanged } from './page-changed.ts';
import { integerIn } from './payload.ts';
import type { PluginCommand } from './plugin-command.ts';

/** `vinted.transaction.read@1`: which items a sale of the account was about, and nothing else of it. */
export const transactionRead: PluginCommand = {
  name: 'vinted.transaction.read',
  version: 1,
  async execute(payload, context) {
    const path = `/api/v2/transactions/${integerIn(payload, 'transaction_id')}`;
    const answer = await callVinted(context, { method: 'GET', path, writes: false });
    if (answer.status !== 'ok') return answer;
    const ids = isRecord(answer.json['transaction']) ? answer.json['transaction']['item_ids'] : undefined;
    if (!Array.isArray(ids) || ids.length === 0 || !ids.every(Number.isInteger)) {
      return pageChanged(answer, false);
    }
    return { status: 'done', data: { item_ids: ids }, http: answer.http };
  },
};
