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
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { PRODUCT_STATUSES } from '../../domain/vocabulary.ts';
import type { ProductStatus } from '../../domain/vocabulary.ts';
import { RunOptionsDto } from './job-requests.ts';

/** Chooses products by what they are, instead of naming them. Conditions add up. */
export class ProductFilterDto {
  @ApiPropertyOptional({ enum: PRODUCT_STATUSES })
  @IsOptional()
  @IsIn(PRODUCT_STATUSES)
  readonly status?: ProductStatus;

  @ApiPropertyOptional({ type: String, example: 'coats' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly category?: string;

  @ApiPropertyOptional({ type: String, example: 'Sandro' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  readonly brand?: string;

  @ApiPropertyOptional({ type: String, example: 'WINTER' })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  readonly sku_prefix?: string;
}

/** Body of `POST /api/batch-jobs`. */
export class CreateBatchDto {
  @ApiProperty({ type: [String], example: ['ebay'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ArrayUnique()
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  readonly marketplaces!: readonly string[];

  @ApiProperty({ type: String, example: 'publish' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  readonly action_code!: string;

  @ApiPropertyOptional({
    type: [Number],
    example: [42, 43],
    description: 'up to 10,000; either these or a filter',
  })
  @IsOptional()
  @IsArray()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(Number.MAX_SAFE_INTEGER, { each: true })
  readonly product_ids?: readonly number[];

  @ApiPropertyOptional({ type: ProductFilterDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ProductFilterDto)
  readonly filter?: ProductFilterDto;

  @ApiPropertyOptional({
    type: [Number],
    example: [3],
    description: 'accounts to use; may be left out where a marketplace has only one',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(Number.MAX_SAFE_INTEGER, { each: true })
  readonly account_ids?: readonly number[];

  @ApiPropertyOptional({ type: Number, minimum: 1, description: "must be the token's tenant" })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly user_id?: number;

  @ApiPropertyOptional({ type: RunOptionsDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => RunOptionsDto)
  readonly options?: RunOptionsDto;

  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description: 'only tell what would happen; nothing is stored',
  })
  @IsOptional()
  @IsBoolean()
  readonly dry_run?: boolean;
}
