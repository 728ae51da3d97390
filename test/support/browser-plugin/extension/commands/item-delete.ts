import type { Command } from './command.ts';
import { numberOf } from './payload.ts';

/** Deletes an own item. The site takes no body here, of whatever form. */
export const itemDelete: Command = {
  name: 'vinted.item.delete',
  version: 1,
  request: (payload) => ({
    method: 'POST',
    path: `/api/v2/items/${numberOf(payload, 'item_id')}/delete`,
    writes: true,
  }),
  data: () => ({ data: {} }),
};
