import { InvalidControl, numberAt, stringAt } from '../control/control-body.ts';
import type { Answer } from '../http/exchange.ts';
import { productPicture } from '../pictures/product-picture.ts';
import type { StoredItem } from './vinted-records.ts';
import type { VintedUser } from './vinted-user.ts';
import type { VintedWorld } from './vinted-world.ts';

/**
 * Puts an item into a wardrobe as its member does on the site, with one photo.
 *
 * @param world gives numbers and the time
 * @param user the member
 * @param body `{sku?, title?, price?}`; without a SKU the description does not name one
 * @returns 201 with the item's number
 */
export function makeByHand(world: VintedWorld, user: VintedUser, body: Record<string, unknown>): Answer {
  const title = stringAt(body, 'title') ?? 'Blouson des années 1990';
  const sku = stringAt(body, 'sku');
  const photoId = world.nextPhotoId();
  user.photos.set(photoId, {
    id: photoId,
    tempUuid: undefined,
    mime: 'image/png',
    bytes: productPicture(title, 1),
    url: `${world.baseUrl}/t/${photoId}.png`,
  });
  const mark = sku === undefined ? '' : `\n${world.options.skuMark}${sku}`;
  const item: StoredItem = {
    id: world.nextItemId(),
    body: {
      title,
      description: `Mis en vente à la main.${mark}`,
      price: numberAt(body, 'price') ?? 45.5,
      currency: user.currency,
      catalog_id: 1908,
      status_id: 2,
      package_size_id: 2,
      assigned_photos: [{ id: photoId, orientation: 0 }],
    },
    photos: [photoId],
    visibleAt: world.now(),
    closedBy: null,
  };
  user.items.set(item.id, item);
  return { status: 201, json: { item_id: item.id } };
}

/**
 * Changes the price of an item as its member does on the site.
 *
 * @param item the item
 * @param body `{price}`, a number
 * @returns 204
 * @throws InvalidControl where no price is named
 */
export function changePrice(item: StoredItem, body: Record<string, unknown>): Answer {
  const price = numberAt(body, 'price');
  if (price === undefined) throw new InvalidControl('price is missing');
  item.body = { ...item.body, price };
  return { status: 204 };
}
