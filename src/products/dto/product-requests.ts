import { ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Min, ValidateIf } from 'class-validator';
import { IsQueryIds, IsStorableText } from '../../common/http/fields.ts';
import { MAX_PAGE, PageQuery } from '../../common/pagination/page-query.ts';
import { PRODUCT_STATUSES } from '../../domain/vocabulary.ts';
import type { ProductStatus } from '../../domain/vocabulary.ts';
import { ProductFields } from './product-fields.ts';

/** Body of `POST /api/products`. */
export class CreateProductDto extends ProductFields {
  @ApiPropertyOptional({ enum: ['draft', 'active'], default: 'active' })
  @ValidateIf((_object, value) => value !== undefined)
  @IsIn(['draft', 'active'])
  readonly status?: 'draft' | 'active';
}

/** Body of `PATCH /api/products/{id}`: only what changes. */
export class UpdateProductDto extends PartialType(ProductFields, { skipNullProperties: false }) {
  @ApiPropertyOptional({
    enum: ['draft', 'active', 'sold'],
    description: '`active` also revives an archived one',
  })
  @ValidateIf((_object, value) => value !== undefined)
  @IsIn(['draft', 'active', 'sold'])
  readonly status?: 'draft' | 'active' | 'sold';

  @ApiPropertyOptional({
    type: Number,
    minimum: 1,
    example: 3,
    description: 'the version that was read, unless `If-Match` has it',
  })
  @ValidateIf((_object, value) => value !== undefined)
  @IsInt()
  @Min(1)
  readonly version?: number;
}

/** Query of `GET /api/products`. */
export class ProductQuery extends PageQuery {
  @ApiPropertyOptional({ type: String, example: '42,43', description: 'these products, up to 200' })
  @IsOptional()
  @IsQueryIds(MAX_PAGE)
  readonly ids?: readonly number[];

  @ApiPropertyOptional({ enum: PRODUCT_STATUSES, description: 'in one status' })
  @IsOptional()
  @IsIn(PRODUCT_STATUSES)
  readonly status?: ProductStatus;

  @ApiPropertyOptional({ type: String, description: 'exact SKU' })
  @IsOptional()
  @IsStorableText(50)
  readonly sku?: string;

  @ApiPropertyOptional({ type: String, description: 'how the title or the brand begins, in any case' })
  @IsOptional()
  @IsStorableText(140)
  readonly q?: string;

  @ApiPropertyOptional({ type: String, description: 'exact category' })
  @IsOptional()
  @IsStorableText(200)
  readonly category?: string;
}
