import { Type } from 'class-transformer';
import {
  Allow,
  IsArray,
  IsISO8601,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { CommandShape } from '../../plugin/command-shape.ts';
import { WardrobePagination } from './wardrobe-list.ts';

/** Sales of the largest page that Vinted gives. */
export const ORDERS_PAGE = 100;

/** What `vinted.orders.list@1` takes. */
export class OrdersList {
  @IsInt()
  @Min(1)
  page!: number;

  @IsInt()
  @Min(1)
  @Max(ORDERS_PAGE)
  per_page!: number;
}

/** A sale as the list of sales shows it, without anything about its buyer. */
export class ListedOrder {
  @IsInt()
  @Min(1)
  transaction_id!: number;

  /** When it was sold, where the list says so. */
  @IsOptional()
  @IsISO8601({ strict: true })
  date?: string | null;

  /** A sentence in the language of the site, or one of the words below. */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  status?: string | null;

  /** How it stands for the seller: `needs_action`, `waiting`, `completed`, `failed`. */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  transaction_user_status?: string | null;

  @IsOptional()
  @IsString()
  title?: string | null;

  /** Of all its items together, as Vinted writes prices. */
  @Allow()
  price?: unknown;

  /** Its items, where the list names them. */
  @IsOptional()
  @IsInt({ each: true })
  item_ids?: readonly number[] | null;
}

/** What `vinted.orders.list@1` returns. */
export class OrdersPage {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ListedOrder)
  orders!: readonly ListedOrder[];

  @IsObject()
  @ValidateNested()
  @Type(() => WardrobePagination)
  pagination!: WardrobePagination;
}

/** Lists the account's sales, newest first. */
export const ORDERS_LIST: CommandShape<OrdersList, OrdersPage> = {
  name: 'vinted.orders.list',
  version: 1,
  payload: OrdersList,
  data: OrdersPage,
};
