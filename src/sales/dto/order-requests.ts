import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsMoment, IsQueryId, MayBeAbsent } from '../../common/http/fields.ts';
import { PageQuery } from '../../common/pagination/page-query.ts';
import { SALE_STATUSES } from '../../ledger/sales/sale.ts';
import type { SaleStatus } from '../../ledger/sales/sale.ts';
import { IsPlainText, IsPrice, Price } from '../../products/product-rules.ts';

const MAX_PIECES = 100_000;

/** Query of `GET /api/orders`. */
export class OrderQuery extends PageQuery {
  @ApiPropertyOptional({ type: Number, minimum: 1, example: 7, description: 'of one product' })
  @IsOptional()
  @IsQueryId()
  readonly product_id?: number;

  @ApiPropertyOptional({ type: Number, minimum: 1, example: 7, description: 'on one account' })
  @IsOptional()
  @IsQueryId()
  readonly account_id?: number;

  @ApiPropertyOptional({ enum: SALE_STATUSES, description: 'in one status' })
  @IsOptional()
  @IsIn(SALE_STATUSES)
  readonly status?: SaleStatus;
}

/** Body of `POST /api/products/{id}/sold`. */
export class SoldDto {
  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: MAX_PIECES, default: 1 })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(MAX_PIECES)
  readonly quantity?: number;

  @ApiPropertyOptional({
    type: Number,
    minimum: 1,
    example: 7,
    description: 'the account on which it was sold; none for a sale outside of all marketplaces',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly account_id?: number;

  @ApiPropertyOptional({
    type: String,
    example: '45.00',
    description: 'of one piece, in the product’s currency',
  })
  @MayBeAbsent()
  @Price()
  @IsPrice()
  readonly price?: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'now where absent' })
  @MayBeAbsent()
  @IsMoment()
  readonly sold_at?: Date;

  @ApiPropertyOptional({
    type: String,
    maxLength: 100,
    example: 'market-2026-11-24-7',
    description: 'your own mark of this sale: told twice with the same one, it counts once',
  })
  @MayBeAbsent()
  @IsPlainText(1, 100)
  readonly reference?: string;
}
