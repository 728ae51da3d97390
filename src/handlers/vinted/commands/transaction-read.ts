import {
  ArrayMaxSize,
  IsArray,
  IsISO8601,
  IsInt,
  IsOptional,
  IsString,
  MaxLength,
  Min,
} from 'class-validator';
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
  @ArrayMaxSize(500)
  @IsInt({ each: true })
  @Min(1, { each: true })
  item_ids!: readonly number[];

  /** When it was paid. */
  @IsOptional()
  @IsISO8601({ strict: true })
  date?: string | null;

  /** How it stands for the seller, as in the list of sales. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  transaction_user_status?: string | null;
}

/** Reads which items a sale was about; the list of sales does not always say. */
export const TRANSACTION_READ: CommandShape<TransactionRead, ReadTransaction> = {
  name: 'vinted.transaction.read',
  version: 1,
  payload: TransactionRead,
  data: ReadTransaction,
};
