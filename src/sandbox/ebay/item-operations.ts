import type { Answer } from '../http/exchange.ts';
import { jsonBody, pageOf, param, type EbayCall } from './ebay-call.ts';
import { EbayRefusal } from './ebay-error.ts';
import type { StoredItem } from './ebay-records.ts';
import { misfit } from '../http/field-shape.ts';
import { contentLanguage } from './header-rules.ts';
import { checkItem } from './item-rules.ts';
import { removeOffer } from './listing-life.ts';
import { ITEM_SHAPE } from './request-shapes.ts';

const SKU = /^[A-Za-z0-9]{1,50}$/;

/**
 * `PUT inventory_item/{sku}`: stores the whole item, whatever stood there before.
 *
 * @param call the call
 * @returns 201 when it is new, 204 (or 200, an option) when it was replaced
 * @throws {EbayRefusal} which is answered in the form of eBay
 */
export function putItem(call: EbayCall): Answer {
  const sku = param(call, 'sku');
  if (!SKU.test(sku)) throw new EbayRefusal(25707);
  const locale = contentLanguage(call.exchange);
  const body = jsonBody(call.exchange);
  const wrong = misfit(body, ITEM_SHAPE);
  if (wrong !== undefined) throw new EbayRefusal(2004, { info: `Could not read field [${wrong}]` });
  checkItem(call, body);
  const replaced = call.account.items.has(sku);
  call.account.items.set(sku, { sku, locale, body });
  const headers = { 'content-language': locale.replace('_', '-') };
  if (!replaced) return { status: 201, headers };
  const { replacedItemStatus } = call.world.options;
  return replacedItemStatus === 204
    ? { status: 204, headers }
    : { status: 200, headers, json: { warnings: [] } };
}

/**
 * `GET inventory_item/{sku}`.
 *
 * @param call the call
 * @returns the item; refuses with 404 and 25710
 */
export function getItem(call: EbayCall): Answer {
  return { status: 200, json: describeItem(existingItem(call)) };
}

/**
 * `DELETE inventory_item/{sku}`: also removes its offers and ends its listings.
 *
 * @param call the call
 * @returns 204; refuses with 404 and 25710
 */
export function deleteItem(call: EbayCall): Answer {
  const { sku } = existingItem(call);
  for (const offer of call.account.offersOf(sku)) removeOffer(call.account, offer);
  call.account.items.delete(sku);
  return { status: 204 };
}

/**
 * `GET inventory_item?limit&offset`: pages of 25 unless asked otherwise, at most 200.
 *
 * @param call the call
 * @returns one page; `size` is the number of pages
 */
export function listItems(call: EbayCall): Answer {
  const { limit, offset } = pageOf(call.exchange.query, 25, 200);
  const paged = call.world.options.itemOffset === 'page';
  const first = paged ? offset * limit : offset;
  const all = [...call.account.items.values()];
  const link = (at: number): string => `${call.exchange.path}?limit=${limit}&offset=${at}`;
  return {
    status: 200,
    json: {
      href: link(offset),
      limit,
      total: all.length,
      size: Math.ceil(all.length / limit),
      ...(first + limit < all.length ? { next: link(paged ? offset + 1 : offset + limit) } : {}),
      ...(offset > 0 ? { prev: link(paged ? offset - 1 : Math.max(0, offset - limit)) } : {}),
      inventoryItems: all.slice(first, first + limit).map(describeItem),
    },
  };
}

function existingItem(call: EbayCall): StoredItem {
  const item = call.account.items.get(param(call, 'sku'));
  if (item === undefined) throw new EbayRefusal(25710);
  return item;
}

function describeItem(item: StoredItem): Record<string, unknown> {
  return { sku: item.sku, locale: item.locale, ...item.body };
}
