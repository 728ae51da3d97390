import { isRecord } from '../protocol/read-message.ts';
import type { Command, Payload } from './command.ts';
import { objectOf, textOf } from './payload.ts';

/** Makes an item. */
export const itemCreate: Command = {
  name: 'vinted.item.create',
  version: 1,
  request(payload) {
    const item = { id: null, ...objectOf(payload, 'item') };
    return { method: 'POST', path: '/api/v2/item_upload/items', json: envelope(item, payload), writes: true };
  },
  data({ item }) {
    if (!isRecord(item) || !Number.isInteger(item['id'])) return undefined;
    return { data: { item_id: item['id'], url: typeof item['url'] === 'string' ? item['url'] : null } };
  },
};

/**
 * @param item as the site's form sends it
 * @param payload that carries the session of the upload
 * @returns the body around it
 * @throws {InvalidPayload} when there is no such session
 */
export function envelope(item: Payload, payload: Payload): Payload {
  const session = textOf(payload, 'upload_session_id');
  return { item, feedback_id: null, push_up: false, parcel: null, upload_session_id: session };
}
