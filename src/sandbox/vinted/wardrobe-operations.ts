import type { Answer } from '../http/exchange.ts';
import { describeItem } from './describe-item.ts';
import { numberParam, pageFrom, pageOf, type VintedCall } from './vinted-call.ts';
import { VintedRefusal } from './vinted-error.ts';
import type { StoredItem } from './vinted-records.ts';
import type { VintedUser } from './vinted-user.ts';

/** Largest page of a wardrobe. */
const MOST_PER_PAGE = 96;
const ORDERS: readonly (string | null)[] = [null, 'relevance', 'newest_first'];

/**
 * `GET /api/v2/wardrobe/{user_id}/items?page&per_page&order`: what a member shows. New items come late.
 *
 * @param call the call
 * @returns one page; refuses with 99 and 104
 * @throws VintedRefusal 99 for an order it does not know, 104 for a member that is not there
 */
export function wardrobe(call: VintedCall): Answer {
  const owner = call.world.users.get(numberParam(call, 'user_id'));
  if (owner === undefined) throw new VintedRefusal(104);
  const { query } = call.exchange;
  if (!ORDERS.includes(query.get('order')))
    throw new VintedRefusal(99, [{ field: 'order', value: 'Unknown' }]);
  const items = shownItems(call, owner);
  const ordered = query.get('order') === 'newest_first' ? items.toSorted((a, b) => b.id - a.id) : items;
  const { entries, pagination } = pageFrom(ordered, pageOf(query, MOST_PER_PAGE));
  return {
    status: 200,
    json: {
      items: entries.map((item) => describeItem(item, owner, call.world.baseUrl)),
      pagination,
      code: 0,
    },
  };
}

function shownItems(call: VintedCall, owner: VintedUser): readonly StoredItem[] {
  const { options } = call.world;
  return [...owner.items.values()].filter(
    (item) =>
      item.visibleAt <= call.world.now() && (item.closedBy !== 'deleted' || options.deletedInWardrobe),
  );
}
