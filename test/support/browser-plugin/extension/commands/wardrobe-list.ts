import { isRecord } from '../protocol/read-message.ts';
import type { Command, Payload } from './command.ts';
import { numberOf, only, textOf } from './payload.ts';

const ITEM = ['id', 'title', 'price', 'is_closed', 'is_draft', 'item_closing_action', 'url', 'description'];
/** Fields of a page that say how many there are. */
export const PAGE = ['current_page', 'total_pages', 'total_entries'];

/** One page of what the account has for sale. */
export const wardrobeList: Command = {
  name: 'vinted.wardrobe.list',
  version: 1,
  request(payload, { account }) {
    const page = new URLSearchParams({
      page: String(numberOf(payload, 'page')),
      per_page: String(numberOf(payload, 'per_page')),
      order: textOf(payload, 'order'),
    });
    const wardrobe = `/api/v2/wardrobe/${encodeURIComponent(account.user_id)}/items`;
    return { method: 'GET', path: `${wardrobe}?${page.toString()}`, writes: false };
  },
  data({ items, pagination }, _account, payload) {
    if (!Array.isArray(items) || !items.every(isItem) || !isRecord(pagination)) return undefined;
    const withPhotos = payload['with_photos'] === true;
    const shown = items.map((item) => ({
      ...only(item, ITEM),
      ...(withPhotos && { photo_urls: photoUrls(item['photos']) }),
    }));
    return { data: { items: shown, pagination: only(pagination, PAGE) } };
  },
};

function isItem(item: unknown): item is Payload {
  return isRecord(item) && Number.isInteger(item['id']) && typeof item['title'] === 'string';
}

function photoUrls(photos: unknown): readonly string[] {
  const urls = (Array.isArray(photos) ? photos : []).map((photo: unknown) =>
    isRecord(photo) ? photo['url'] : undefined,
  );
  return urls.filter((url) => typeof url === 'string');
}
