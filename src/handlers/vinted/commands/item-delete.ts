import { IsInt, Min } from 'class-validator';
import type { CommandShape } from '../../plugin/command-shape.ts';

/** What `vinted.item.delete@1` takes. */
export class ItemDelete {
  @IsInt()
  @Min(1)
  item_id!: number;
}

/** What `vinted.item.delete@1` returns: nothing beside the fact. */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- the shape of nothing
export class DeletedItem {}

/** Deletes an own item. A repeat finds nothing, and says `not_found`. */
export const ITEM_DELETE: CommandShape<ItemDelete, DeletedItem> = {
  name: 'vinted.item.delete',
  version: 1,
  payload: ItemDelete,
  data: DeletedItem,
};
