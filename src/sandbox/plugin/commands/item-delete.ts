import { callVinted } from '../vinted/call-vinted.ts';
import { integerIn } from './payload.ts';
import type { PluginCommand } from './plugin-command.ts';

/** `vinted.item.delete@1`: deletes an own item. The site refuses a body of any form here, as it refuses a stranger. */
export const itemDelete: PluginCommand = {
  name: 'vinted.item.delete',
  version: 1,
  async execute(payload, context) {
    const path = `/api/v2/items/${integerIn(payload, 'item_id')}/delete`;
    const answer = await callVinted(context, { method: 'POST', path, writes: true });
    if (answer.status !== 'ok') return answer;
    return { status: 'done', data: {}, http: answer.http };
  },
};
