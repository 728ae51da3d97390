import type { Command } from './command.ts';
import { envelope } from './item-create.ts';
import { numberOf, objectOf } from './payload.ts';

/** Replaces an own item by the whole item that is given: nothing is left out of it, known here or not. */
export const itemUpdate: Command = {
  name: 'vinted.item.update',
  version: 1,
  request(payload) {
    const id = numberOf(payload, 'item_id');
    const json = envelope({ ...objectOf(payload, 'item'), id }, payload);
    return { method: 'PUT', path: `/api/v2/item_upload/items/${id}`, json, writes: true };
  },
  data: () => ({ data: {} }),
};
