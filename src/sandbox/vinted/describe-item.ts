import type { JsonObject, StoredItem } from './vinted-records.ts';
import type { VintedUser } from './vinted-user.ts';

/**
 * Shows an item as the wardrobe and the answers to writes do.
 *
 * @param item what is stored
 * @param user its owner
 * @param baseUrl of the site
 * @returns number, title, price, state and photos
 */
export function describeItem(item: StoredItem, user: VintedUser, baseUrl: string): JsonObject {
  const title = item.body['title'] as string;
  const slug = title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return {
    id: item.id,
    title,
    price: { amount: (item.body['price'] as number).toFixed(2), currency_code: item.body['currency'] },
    url: `${baseUrl}/items/${item.id}-${slug}`,
    is_closed: item.closedBy !== null,
    is_draft: false,
    is_hidden: false,
    is_reserved: false,
    item_closing_action: item.closedBy,
    photos: item.photos.map((id) => ({ id, url: user.photos.get(id)?.url ?? '' })),
    view_count: 0,
    favourite_count: 0,
  };
}
