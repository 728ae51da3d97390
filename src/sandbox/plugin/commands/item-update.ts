import { callVinted } from '../vinted/call-vinted.ts';
import { integerIn, objectIn, textIn } from './payload.ts';
import type { PluginCommand } from './plugin-command.ts';

/** `vinted.item.update@1`: replaces an own item by what is given. */
export const itemUpdate: PluginCommand = {
  name: 'vinted.item.update',
  version: 1,
  async execute(payload, context) {
    const itemId = integerIn(payload, 'item_id');
    const body = {
      item: { ...objectIn(payload, 'item'), id: itemId },
      feedback_id: null,
      push_up: false,
      parcel: null,
      upload_session_id: textIn(payload, 'upload_session_id'),
    };
    const path = `/api/v2/item_upload/items/${itemId}`;
    const answer = await callVinted(context, { method: 'PUT', path, body, writes: true });
    if (answer.status !== 'ok') return answer;
    return { status: 'done', data: {}, http: answer.http };
  },
};
