import { IsInt, IsObject, IsUUID, Min } from 'class-validator';
import type { CommandShape } from '../../plugin/command-shape.ts';

/** What `vinted.item.update@1` takes. */
export class ItemUpdate {
  @IsInt()
  @Min(1)
  item_id!: number;

  /** The whole item: what its form holds, of which nothing is promised, with the changes in it. */
  @IsObject()
  item!: Readonly<Record<string, unknown>>;

  @IsUUID()
  upload_session_id!: string;
}

/** What `vinted.item.update@1` returns: nothing beside the fact. */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- the shape of nothing
export class UpdatedItem {}

/** Replaces an own item by what is sent, so that a repeat changes nothing more. */
export const ITEM_UPDATE: CommandShape<ItemUpdate, UpdatedItem> = {
  name: 'vinted.item.update',
  version: 1,
  payload: ItemUpdate,
  data: UpdatedItem,
};
