import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsCatalogueName, IsQueryIds } from '../../common/http/fields.ts';
import { ANY_MARKETPLACE } from '../../common/http/marketplace-examples.ts';
import { MAX_PAGE, PageQuery } from '../../common/pagination/page-query.ts';
import { LISTING_STATUSES } from '../../domain/vocabulary.ts';
import type { ListingStatus } from '../../domain/vocabulary.ts';

/** Query of `GET /api/listings`. */
export class ListingQuery extends PageQuery {
  @ApiPropertyOptional({ type: Number, minimum: 1, description: 'listings of one product' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly product_id?: number;

  @ApiPropertyOptional({
    type: String,
    example: '42,43',
    description: 'listings of these products, up to 200',
  })
  @IsOptional()
  @IsQueryIds(MAX_PAGE)
  readonly product_ids?: readonly number[];

  @ApiPropertyOptional({ type: Number, minimum: 1, description: 'listings on one account' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly account_id?: number;

  @ApiPropertyOptional({
    type: String,
    example: ANY_MARKETPLACE,
    description: 'listings on all accounts of a marketplace',
  })
  @IsOptional()
  @IsCatalogueName()
  readonly marketplace?: string;

  @ApiPropertyOptional({ enum: LISTING_STATUSES, description: 'in one status' })
  @IsOptional()
  @IsIn(LISTING_STATUSES)
  readonly status?: ListingStatus;
}
