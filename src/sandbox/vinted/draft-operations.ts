import type { Answer } from '../http/exchange.ts';
import { storeItem } from './item-operations.ts';
import { checkItem, readItem } from './item-rules.ts';
import { numberParam, pageFrom, pageOf, type VintedCall } from './vinted-call.ts';
import { VintedRefusal } from './vinted-error.ts';

const MOST_PER_PAGE = 96;

/**
 * `POST /api/v2/item_upload/drafts`: stored without a look at what is missing.
 *
 * @param call the call
 * @returns a stub with the number alone
 */
export function createDraft(call: VintedCall): Answer {
  const draft = readItem(call, 'draft');
  const id = call.world.nextItemId();
  call.user.drafts.set(id, { id, title: typeof draft['title'] === 'string' ? draft['title'] : '' });
  return { status: 200, json: { draft: { id } } };
}

/**
 * `GET /api/v2/item_upload/drafts?page&per_page`.
 *
 * @param call the call
 * @returns one page, newest first
 */
export function listDrafts(call: VintedCall): Answer {
  const drafts = [...call.user.drafts.values()].reverse();
  const { entries } = pageFrom(drafts, pageOf(call.exchange.query, MOST_PER_PAGE));
  return { status: 200, json: { drafts: entries.map(({ id, title }) => ({ id, title, is_draft: true })) } };
}

/**
 * `DELETE /api/v2/item_upload/drafts/{id}`.
 *
 * @param call the call
 * @returns 204; refuses with 104
 * @throws VintedRefusal 104 when there is none
 */
export function deleteDraft(call: VintedCall): Answer {
  if (!call.user.drafts.delete(numberParam(call, 'id'))) throw new VintedRefusal(104);
  return { status: 204 };
}

/**
 * `POST /api/v2/item_upload/drafts/{id}/completion`: publishes what the body says, whatever the draft was.
 *
 * @param call the call
 * @returns the item, under the draft's number; refuses with 99 and 104
 * @throws VintedRefusal 104 when there is none
 */
export function publishDraft(call: VintedCall): Answer {
  const id = numberParam(call, 'id');
  if (!call.user.drafts.has(id)) throw new VintedRefusal(104);
  const checked = checkItem(call, readItem(call, 'draft'));
  call.user.drafts.delete(id);
  return { status: 200, json: { item: storeItem(call, id, checked) } };
}
