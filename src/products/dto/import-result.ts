import { ApiProperty } from '@nestjs/swagger';

/** One thing that is wrong with one row of an import. */
export class ImportRowError {
  @ApiProperty({
    type: Number,
    example: 3,
    description: 'CSV: row of the spreadsheet, whose header is row 1. JSON: place in `products`, from 1.',
  })
  readonly row!: number;

  @ApiProperty({ type: String, nullable: true, example: 'COAT-0042', description: 'as given' })
  readonly sku!: string | null;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'price',
    description: 'null where the whole row is meant',
  })
  readonly field!: string | null;

  @ApiProperty({ type: String, example: 'price', description: 'stable; clients may branch on it' })
  readonly code!: string;

  @ApiProperty({ type: String, example: 'price must be above 0 and at most 1000000' })
  readonly message!: string;
}

/** What became of an import. */
export class ImportResult {
  @ApiProperty({ type: Number, example: 98, description: 'products that are new' })
  readonly imported!: number;

  @ApiProperty({ type: Number, example: 1, description: 'products whose SKU was there already' })
  readonly updated!: number;

  @ApiProperty({ type: Number, example: 1, description: 'rows that were not stored' })
  readonly failed!: number;

  @ApiProperty({ type: [ImportRowError], description: 'why, in the order of the rows' })
  readonly rows!: readonly ImportRowError[];
}
