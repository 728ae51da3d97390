import type { Answer } from '../http/exchange.ts';
import { describeItem } from './describe-item.ts';
import { checkItem, readItem, type CheckedItem } from './item-rules.ts';
import { numberParam, type VintedCall } from './vinted-call.ts';
import { VintedRefusal } from './vinted-error.ts';
import type { JsonObject, StoredItem } from './vinted-records.ts';

/**
 * `POST /api/v2/item_upload/items`: every call makes a new item.
 *
 * @param call the call
 * @returns the item; refuses with 99
 */
export function createItem(call: VintedCall): Answer {
  const item = storeItem(call, call.world.nextItemId(), checkItem(call, readItem(call, 'item')));
  return { status: 200, json: { item, code: 0 } };
}

/**
 * Puts a new item into the wardrobe.
 *
 * @param call the call that makes it
 * @param id its number
 * @param checked what it is
 * @returns the item as answers show it
 */
export function storeItem(call: VintedCall, id: number, checked: CheckedItem): JsonObject {
  const visibleAt = call.world.now() + call.world.options.indexLagMs;
  const item: StoredItem = { id, ...checked, visibleAt, closedBy: null };
  call.user.items.set(id, item);
  return describeItem(item, call.user, call.world.baseUrl);
}

/**
 * `GET /api/v2/item_upload/items/{id}`: everything of an own item, as its form needs it.
 *
 * @param call the call
 * @returns the item; refuses with 104 and, for another member's item, 106
 */
export function ownItemDetail(call: VintedCall): Answer {
  const item = ownItem(call);
  return { status: 200, json: { item: { ...item.body, id: item.id } } };
}

/**
 * `PUT /api/v2/item_upload/items/{id}`: replaces the whole item.
 *
 * @param call the call
 * @returns the item; refuses with 99, 104, and 106 for another member's item or one that was sold
 */
export function updateItem(call: VintedCall): Answer {
  const item = openItem(call);
  const checked = checkItem(call, readItem(call, 'item'), item);
  item.body = checked.body;
  item.photos = checked.photos;
  return { status: 200, json: { item: describeItem(item, call.user, call.world.baseUrl), code: 0 } };
}

/**
 * `POST /api/v2/items/{id}/delete`, without a body and without a content type. What was sold stays.
 *
 * @param call the call
 * @returns 200; refuses with 104 and 106, the latter also for a body of any form and for an item that was sold
 * @throws VintedRefusal 106 when something was sent
 */
export function deleteItem(call: VintedCall): Answer {
  if (call.exchange.body.byteLength > 0 || call.exchange.headers['content-type'] !== undefined) {
    throw new VintedRefusal(106);
  }
  openItem(call).closedBy = 'deleted';
  return { status: 200, json: { code: 0 } };
}

function openItem(call: VintedCall): StoredItem {
  const item = ownItem(call);
  if (item.closedBy === 'sold') throw new VintedRefusal(106);
  return item;
}

function ownItem(call: VintedCall): StoredItem {
  const id = numberParam(call, 'id');
  const item = call.user.items.get(id);
  if (item !== undefined && item.closedBy !== 'deleted') return item;
  const others = call.world.findItem(id);
  throw new VintedRefusal(others === undefined || others.user === call.user ? 104 : 106);
}
