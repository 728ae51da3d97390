import { isRecord } from '../../control/control-body.ts';
import { callVinted } from '../vinted/call-vinted.ts';
import { pageChanged } from './page-changed.ts';
import { objectIn, textIn } from './payload.ts';
import type { PluginCommand } from './plugin-command.ts';

/** `vinted.item.create@1`: makes an item of what is given, as it is given. */
export const itemCreate: PluginCommand = {
  name: 'vinted.item.create',
  version: 1,
  async execute(payload, context) {
    const body = {
      item: { id: null, ...objectIn(payload, 'item') },
      feedback_id: null,
      push_up: false,
      parcel: null,
      upload_session_id: textIn(payload, 'upload_session_id'),
    };
    const path = '/api/v2/item_upload/items';
    const answer = await callVinted(context, { method: 'POST', path, body, writes: true });
    if (answer.status !== 'ok') return answer;
    const { item } = answer.json;
    if (!isRecord(item) || !Number.isInteger(item['id'])) return pageChanged(answer, true);
    const url = typeof item['url'] === 'string' ? item['url'] : null;
    return { status: 'done', data: { item_id: item['id'], url }, http: answer.http };
  },
};
