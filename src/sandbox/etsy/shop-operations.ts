import type { Answer } from '../http/exchange.ts';
import { describeShop } from './describe-shop.ts';
import { idParam, ownShop, type EtsyCall, type EtsyHandler } from './etsy-call.ts';
import { EtsyRefusal } from './etsy-error.ts';
import type { EtsyShop } from './etsy-shop.ts';
import { pageIn } from './query-values.ts';

type Describe = (shop: EtsyShop) => readonly Record<string, unknown>[];

/**
 * `GET users/me`.
 *
 * @param call the call
 * @returns the numbers of user and shop
 */
export function getMe({ shop }: EtsyCall): Answer {
  return { status: 200, json: { user_id: shop.setup.userId, shop_id: shop.setup.shopId } };
}

/**
 * `GET shops/{shop_id}`: of any shop.
 *
 * @param call the call
 * @returns the shop
 * @throws EtsyRefusal with 404
 */
export function getShop(call: EtsyCall): Answer {
  const shopId = idParam(call, 'shop_id');
  return shopAnswer(call, (shop) => shop.setup.shopId === shopId);
}

/**
 * `GET users/{user_id}/shops`: the shop of any user.
 *
 * @param call the call
 * @returns the shop
 * @throws EtsyRefusal with 404
 */
export function getShopOfUser(call: EtsyCall): Answer {
  const userId = idParam(call, 'user_id');
  return shopAnswer(call, (shop) => shop.setup.userId === userId);
}

/**
 * A list of something that belongs to the caller's shop: `GET shops/{shop_id}/…`.
 *
 * @param describe lists it in Etsy's shape
 * @param isPaged whether the operation takes limit and offset
 * @returns the handler; it refuses with 403 for another shop
 */
export function listOfShop(describe: Describe, isPaged = false): EtsyHandler {
  return (call) => {
    const all = describe(ownShop(call));
    const { limit, offset } = isPaged ? pageIn(call.exchange.query) : { limit: all.length, offset: 0 };
    return { status: 200, json: { count: all.length, results: all.slice(offset, offset + limit) } };
  };
}

/**
 * One of the things that belong to the caller's shop: `GET shops/{shop_id}/…/{id}`.
 *
 * @param describe lists them in Etsy's shape
 * @param parameter name of the path parameter
 * @param field name of the number in Etsy's shape
 * @returns the handler; it refuses with 403 for another shop, 404 when there is none
 */
export function oneOfShop(describe: Describe, parameter: string, field: string): EtsyHandler {
  return (call) => {
    const id = idParam(call, parameter);
    const found = describe(ownShop(call)).find((entry) => entry[field] === id);
    if (found === undefined) throw new EtsyRefusal(404, `There is no ${field} ${id}`);
    return { status: 200, json: found };
  };
}

function shopAnswer(call: EtsyCall, fits: (shop: EtsyShop) => boolean): Answer {
  const shop = [...call.world.shops.values()].find(fits);
  if (shop === undefined) throw new EtsyRefusal(404, 'Could not find the shop');
  return { status: 200, json: describeShop(call.world, shop) };
}
