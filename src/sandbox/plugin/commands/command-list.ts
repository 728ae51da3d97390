import { itemCreate } from './item-create.ts';
import { itemDelete } from './item-delete.ts';
import { itemRead } from './item-read.ts';
import { itemUpdate } from './item-update.ts';
import { ordersList } from './orders-list.ts';
import { photoUpload } from './photo-upload.ts';
import type { PluginCommand } from './plugin-command.ts';
import { sessionRead } from './session-read.ts';
import { transactionRead } from './transaction-read.ts';
import { wardrobeList } from './wardrobe-list.ts';

/** Everything the plugin can do. */
export const PLUGIN_COMMANDS: readonly PluginCommand[] = [
  photoUpload,
  itemCreate,
  itemRead,
  itemUpdate,
  itemDelete,
  wardrobeList,
  sessionRead,
  ordersList,
  transactionRead,
];

/**
 * @param command one of the list
 * @returns its name as capabilities spell it
 */
export function capabilityOf({ name, version }: Pick<PluginCommand, 'name' | 'version'>): string {
  return `${name}@${version}`;
}
