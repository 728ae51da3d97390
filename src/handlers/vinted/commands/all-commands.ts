import type { CommandShape } from '../../plugin/command-shape.ts';
import { ITEM_CREATE } from './item-create.ts';
import { ITEM_DELETE } from './item-delete.ts';
import { ITEM_READ } from './item-read.ts';
import { ITEM_UPDATE } from './item-update.ts';
import { ORDERS_LIST } from './orders-list.ts';
import { PHOTO_UPLOAD } from './photo-upload.ts';
import { SESSION_READ } from './session-read.ts';
import { TRANSACTION_READ } from './transaction-read.ts';
import { WARDROBE_LIST } from './wardrobe-list.ts';

/** Everything the extension has to do on Vinted, as its capabilities spell it (`vinted.item.read@1`). */
export const VINTED_CAPABILITIES: readonly string[] = (
  [
    PHOTO_UPLOAD,
    ITEM_CREATE,
    ITEM_READ,
    ITEM_UPDATE,
    ITEM_DELETE,
    WARDROBE_LIST,
    SESSION_READ,
    ORDERS_LIST,
    TRANSACTION_READ,
  ] satisfies readonly Pick<CommandShape, 'name' | 'version'>[]
).map(({ name, version }) => `${name}@${version}`);
