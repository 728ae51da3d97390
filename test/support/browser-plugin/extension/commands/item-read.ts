import { isRecord } from '../protocol/read-message.ts';
import type { Command } from './command.ts';
import { numberOf } from './payload.ts';

/** Everything of an own item, in the site's own fields. */
export const itemRead: Command = {
  name: 'vinted.item.read',
  version: 1,
  request: (payload) => ({
    method: 'GET',
    path: `/api/v2/item_upload/items/${numberOf(payload, 'item_id')}`,
    writes: false,
  }),
  data: ({ item }) => (isRecord(item) ? { data: { item } } : undefined),
};
