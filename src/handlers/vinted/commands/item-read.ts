import { IsInt, IsObject, Min } from 'class-validator';
import type { CommandShape } from '../../plugin/command-shape.ts';

/** What `vinted.item.read@1` takes. */
export class ItemRead {
  @IsInt()
  @Min(1)
  item_id!: number;
}

/** What `vinted.item.read@1` returns. */
export class ReadItem {
  /** The marketplace's own fields, of which nothing is promised. */
  @IsObject()
  item!: Readonly<Record<string, unknown>>;
}

/** Reads an own item with everything its form holds. */
export const ITEM_READ: CommandShape<ItemRead, ReadItem> = {
  name: 'vinted.item.read',
  version: 1,
  payload: ItemRead,
  data: ReadItem,
};
