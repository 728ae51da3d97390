import type { Route } from '../http/route.ts';
import { createDraft, deleteDraft, listDrafts, publishDraft } from './draft-operations.ts';
import { createItem, deleteItem, ownItemDetail, updateItem } from './item-operations.ts';
import { myOrders, transaction } from './order-operations.ts';
import { uploadPhoto } from './photo-operations.ts';
import { currentUser } from './session-operations.ts';
import type { VintedHandler } from './vinted-call.ts';
import { wardrobe } from './wardrobe-operations.ts';

/** What the API lets a member who is logged in do. */
export interface VintedOperation {
  readonly run: VintedHandler;
  /** Whether it changes anything, so that it needs the CSRF token. */
  readonly writes: boolean;
  /** Whether it belongs to the upload form, whose headers it then needs. */
  readonly upload: boolean;
}

const API = '/api/v2';
const UPLOAD = `${API}/item_upload`;

const reads = (run: VintedHandler): VintedOperation => ({ run, writes: false, upload: false });
const writes = (run: VintedHandler): VintedOperation => ({ run, writes: true, upload: false });
const uploads = (run: VintedHandler): VintedOperation => ({ run, writes: true, upload: true });

const route = (
  operation: string,
  method: string,
  path: string,
  handler: VintedOperation,
): Route<VintedOperation> => ({ operation, method, path, handler });

/** Every operation that needs a member, under names of its own: Vinted publishes no contract. */
export const VINTED_ROUTES: readonly Route<VintedOperation>[] = [
  route('currentUser', 'GET', `${API}/users/current`, reads(currentUser)),
  route('uploadPhoto', 'POST', `${API}/photos`, writes(uploadPhoto)),
  route('createItem', 'POST', `${UPLOAD}/items`, uploads(createItem)),
  route('ownItemDetail', 'GET', `${UPLOAD}/items/{id}`, reads(ownItemDetail)),
  route('updateItem', 'PUT', `${UPLOAD}/items/{id}`, uploads(updateItem)),
  route('listDrafts', 'GET', `${UPLOAD}/drafts`, reads(listDrafts)),
  route('createDraft', 'POST', `${UPLOAD}/drafts`, uploads(createDraft)),
  route('deleteDraft', 'DELETE', `${UPLOAD}/drafts/{id}`, writes(deleteDraft)),
  route('publishDraft', 'POST', `${UPLOAD}/drafts/{id}/completion`, uploads(publishDraft)),
  route('deleteItem', 'POST', `${API}/items/{id}/delete`, writes(deleteItem)),
  route('wardrobe', 'GET', `${API}/wardrobe/{user_id}/items`, reads(wardrobe)),
  route('myOrders', 'GET', `${API}/my_orders`, reads(myOrders)),
  route('transaction', 'GET', `${API}/transactions/{id}`, reads(transaction)),
];
