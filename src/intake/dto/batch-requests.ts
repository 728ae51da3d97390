import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsCatalogueName, IsStorableText, MayBeAbsent } from '../../common/http/fields.ts';
import { ANY_MARKETPLACE } from '../../common/http/marketplace-examples.ts';
import { PRODUCT_STATUSES } from '../../domain/vocabulary.ts';
import type { ProductStatus } from '../../domain/vocabulary.ts';
import { RunOptionsDto } from './job-requests.ts';

/** Chooses products by what they are, instead of naming them. Conditions add up. */
export class ProductFilterDto {
  @ApiPropertyOptional({ enum: PRODUCT_STATUSES })
  @MayBeAbsent()
  @IsIn(PRODUCT_STATUSES)
  readonly status?: ProductStatus;

  @ApiPropertyOptional({ type: String, example: 'coats' })
  @MayBeAbsent()
  @IsStorableText(200)
  readonly category?: string;

  @ApiPropertyOptional({ type: String, example: 'Sandro' })
  @MayBeAbsent()
  @IsStorableText(100)
  readonly brand?: string;

  @ApiPropertyOptional({ type: String, example: 'WINTER' })
  @MayBeAbsent()
  @IsStorableText(50)
  readonly sku_prefix?: string;

  @ApiPropertyOptional({
    type: String,
    example: ANY_MARKETPLACE,
    description: 'products without an open listing on any account of this marketplace',
  })
  @MayBeAbsent()
  @IsCatalogueName()
  readonly not_listed_on?: string;
}

/** Body of `POST /api/batch-jobs`. */
export class CreateBatchDto {
  @ApiPropertyOptional({
    type: [String],
    example: [ANY_MARKETPLACE],
    description: 'either these or `marketplace`',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsCatalogueName({ each: true })
  readonly marketplaces?: readonly string[];

  @ApiPropertyOptional({ type: String, example: ANY_MARKETPLACE, description: 'where there is only one' })
  @MayBeAbsent()
  @IsCatalogueName()
  readonly marketplace?: string;

  @ApiProperty({ type: String, example: 'publish' })
  @IsCatalogueName()
  readonly action_code!: string;

  @ApiPropertyOptional({
    type: [Number],
    example: [42, 43],
    description: 'up to 10,000; either these or a filter',
  })
  @MayBeAbsent()
  @IsArray()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(Number.MAX_SAFE_INTEGER, { each: true })
  readonly product_ids?: readonly number[];

  @ApiPropertyOptional({ type: ProductFilterDto })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => ProductFilterDto)
  readonly filter?: ProductFilterDto;

  @ApiPropertyOptional({
    type: [Number],
    example: [3],
    description: 'accounts to use; may be left out where a marketplace has only one',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(Number.MAX_SAFE_INTEGER, { each: true })
  readonly account_ids?: readonly number[];

  @ApiPropertyOptional({ type: Number, minimum: 1, example: 1, description: "must be the token's tenant" })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly user_id?: number;

  @ApiPropertyOptional({ type: RunOptionsDto })
  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => RunOptionsDto)
  readonly options?: RunOptionsDto;

  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description: 'only tell what would happen; nothing is stored',
  })
  @MayBeAbsent()
  @IsBoolean()
  readonly dry_run?: boolean;
}
