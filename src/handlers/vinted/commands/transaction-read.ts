import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, Min } from 'class-validator';
import type { CommandShape } from '../../plugin/command-shape.ts';

/** What `vinted.transaction.read@1` takes. */
export class TransactionRead {
  @IsInt()
  @Min(1)
  transaction_id!: number;
}

/** What `vinted.transaction.read@1` returns: what was sold, and nothing about who bought it. */
export class ReadTransaction {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsInt({ each: true })
  @Min(1, { each: true })
  item_ids!: readonly number[];
}

/** Reads which items a sale was about; the list of sales does not always say. */
export const TRANSACTION_READ: CommandShape<TransactionRead, ReadTransaction> = {
  name: 'vinted.transaction.read',
  version: 1,
  payload: TransactionRead,
  data: ReadTransaction,
};
