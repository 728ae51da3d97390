import { isRecord } from '../../control/control-body.ts';
import { callVinted } from '../vinted/call-vinted.ts';
import { pageChanged } from './page-changed.ts';
import { integerIn } from './payload.ts';
import type { PluginCommand } from './plugin-command.ts';

/** `vinted.item.read@1`: everything of an own item. */
export const itemRead: PluginCommand = {
  name: 'vinted.item.read',
  version: 1,
  async execute(payload, context) {
    const path = `/api/v2/item_upload/items/${integerIn(payload, 'item_id')}`;
    const answer = await callVinted(context, { method: 'GET', path, writes: false });
    if (answer.status !== 'ok') return answer;
    const { item } = answer.json;
    if (!isRecord(item)) return pageChanged(answer, false);
    return { status: 'done', data: { item }, http: answer.http };
  },
};
