import { ApiProperty } from '@nestjs/swagger';
import type { ProductStatus } from '../../domain/vocabulary.ts';
import { PRODUCT_STATUSES } from '../../domain/vocabulary.ts';
import type { Product } from '../product.entity.ts';
import { CONDITIONS, GENDERS } from '../product-rules.ts';
import { PictureDto } from './product-fields.ts';

const nullableText = { type: String, nullable: true } as const;

/** A product as the API returns it. */
export class ProductResponse {
  @ApiProperty({ type: Number, example: 42 })
  readonly id: number;
  @ApiProperty({ type: String, example: 'COAT-0042' })
  readonly sku: string;
  @ApiProperty({ type: String, example: 'Wool coat, navy' })
  readonly title: string;
  @ApiProperty({ type: String, example: 'Worn twice, no flaws.' })
  readonly description: string;
  @ApiProperty({ type: String, example: '89.90', description: 'always with two decimals' })
  readonly price: string;
  @ApiProperty({ type: String, example: 'EUR' })
  readonly currency: string;
  @ApiProperty({ type: Number, example: 1 })
  readonly quantity: number;
  @ApiProperty({ ...nullableText, example: 'Acme' })
  readonly brand: string | null;
  @ApiProperty({ ...nullableText, example: 'Women > Coats' })
  readonly category: string | null;
  @ApiProperty({ ...nullableText, example: 'M' })
  readonly size: string | null;
  @ApiProperty({ ...nullableText, example: 'navy' })
  readonly colour: string | null;
  @ApiProperty({ ...nullableText, example: 'wool' })
  readonly material: string | null;
  @ApiProperty({ enum: CONDITIONS, nullable: true, example: 'very_good' })
  readonly condition: string | null;
  @ApiProperty({ enum: GENDERS, nullable: true, example: 'women' })
  readonly gender: string | null;
  @ApiProperty({ type: Number, nullable: true, example: 1998 })
  readonly made_year: number | null;
  @ApiProperty({ type: [PictureDto] })
  readonly pictures: readonly PictureDto[];
  @ApiProperty({ type: 'object', additionalProperties: true, example: { sleeve_length: 'long' } })
  readonly attributes: Readonly<Record<string, unknown>>;
  @ApiProperty({ enum: PRODUCT_STATUSES, example: 'active' })
  readonly status: ProductStatus;
  @ApiProperty({ type: Number, example: 3, description: 'grows with every change; also the `ETag`' })
  readonly version: number;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly created_at: Date;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly updated_at: Date;

  /** @param product a loaded product */
  constructor(product: Product) {
    this.id = product.id;
    this.sku = product.sku;
    this.title = product.title;
    this.description = product.description;
    this.price = product.price;
    this.currency = product.currency;
    this.quantity = product.quantity;
    this.brand = product.brand ?? null;
    this.category = product.category ?? null;
    this.size = product.size ?? null;
    this.colour = product.colour ?? null;
    this.material = product.material ?? null;
    this.condition = product.condition ?? null;
    this.gender = product.gender ?? null;
    this.made_year = product.madeYear ?? null;
    this.pictures = product.pictures;
    this.attributes = product.attributes;
    this.status = product.status;
    this.version = product.version;
    this.created_at = product.createdAt;
    this.updated_at = product.updatedAt;
  }
}

/** What became of a product that was to be removed. */
export class ProductRemovalResult {
  @ApiProperty({ type: Number, example: 42 })
  readonly id!: number;

  @ApiProperty({ enum: ['deleted', 'archived'], example: 'archived' })
  readonly result!: 'deleted' | 'archived';
}
