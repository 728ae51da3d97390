import { isRecord } from '../../control/control-body.ts';
import { callVinted } from '../vinted/call-vinted.ts';
import { only } from './fields.ts';
import { pageChanged } from './page-changed.ts';
import { integerIn, textIn } from './payload.ts';
import type { PluginCommand } from './plugin-command.ts';

const ITEM_FIELDS = [
  'id',
  'title',
  'price',
  'is_closed',
  'is_draft',
  'item_closing_action',
  'url',
  'description',
];
const PAGE_FIELDS = ['current_page', 'total_pages', 'total_entries'];

/** `vinted.wardrobe.list@1`: one page of what the account shows. */
export const wardrobeList: PluginCommand = {
  name: 'vinted.wardrobe.list',
  version: 1,
  async execute(payload, context) {
    const query = new URLSearchParams({
      page: String(integerIn(payload, 'page')),
      per_page: String(integerIn(payload, 'per_page')),
      order: textIn(payload, 'order'),
    });
    const user = encodeURIComponent(context.account.user_id);
    const path = `/api/v2/wardrobe/${user}/items?${query.toString()}`;
    const answer = await callVinted(context, { method: 'GET', path, writes: false });
    if (answer.status !== 'ok') return answer;
    const { items, pagination } = answer.json;
    if (!Array.isArray(items) || !items.every(isItem) || !isRecord(pagination))
      return pageChanged(answer, false);
    return {
      status: 'done',
      data: {
        items: items.map((item) => ({
          ...only(item, ITEM_FIELDS),
          ...(payload['with_photos'] === true ? { photo_urls: photoUrls(item['photos']) } : {}),
        })),
        pagination: only(pagination, PAGE_FIELDS),
      },
      http: answer.http,
    };
  },
};

function isItem(item: unknown): item is Readonly<Record<string, unknown>> {
  return isRecord(item) && Number.isInteger(item['id']) && typeof item['title'] === 'string';
}

function photoUrls(photos: unknown): readonly string[] {
  return (Array.isArray(photos) ? photos : [])
    .map((photo: unknown) => (isRecord(photo) ? photo['url'] : undefined))
    .filter((url) => typeof url === 'string');
}
