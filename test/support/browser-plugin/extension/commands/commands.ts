import type { Command } from './command.ts';
import { itemCreate } from './item-create.ts';
import { itemDelete } from './item-delete.ts';
import { itemRead } from './item-read.ts';
import { itemUpdate } from './item-update.ts';
import { ordersList } from './orders-list.ts';
import { photoUpload } from './photo-upload.ts';
import { sessionRead } from './session-read.ts';
import { transactionRead } from './transaction-read.ts';
import { wardrobeList } from './wardrobe-list.ts';

/** The closed list, by the names of capabilities. There is no command that calls an address it is given. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map(
  [
    photoUpload,
    itemCreate,
    itemRead,
    itemUpdate,
    itemDelete,
    wardrobeList,
    sessionRead,
    ordersList,
    transactionRead,
  ].map((command) => [`${command.name}@${command.version}`, command]),
);
