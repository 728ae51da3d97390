import type { StoredItem, StoredOrder } from './vinted-records.ts';
import type { VintedUser } from './vinted-user.ts';
import type { VintedWorld } from './vinted-world.ts';

/**
 * Somebody buys items of one member, together.
 *
 * @param world whose numbers and clock
 * @param user who sells
 * @param items at least one
 * @param soldAt when, milliseconds since the epoch; now where absent
 * @returns the sale
 */
export function sellItems(
  world: VintedWorld,
  user: VintedUser,
  items: readonly StoredItem[],
  soldAt = world.now(),
): StoredOrder {
  for (const item of items) item.closedBy = 'sold';
  const [first] = items;
  const order: StoredOrder = {
    transactionId: world.nextTransactionId(),
    conversationId: world.nextTransactionId(),
    itemIds: items.map(({ id }) => id),
    title: items.length === 1 ? String(first?.body['title']) : `Lot ${items.length} articles`,
    price: items.reduce((sum, { body }) => sum + Number(body['price']), 0),
    currency: user.currency,
    soldAt,
    userStatus: 'needs_action',
  };
  user.orders.push(order);
  return order;
}
