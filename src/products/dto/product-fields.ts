import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsUrl,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { CURRENCIES } from '../currencies.ts';
import {
  CONDITIONS,
  GENDERS,
  IsAttributes,
  IsMadeYear,
  IsPlainText,
  IsPrice,
  MAX_PICTURES,
  Price,
  Trimmed,
} from '../product-rules.ts';

const isGiven = (_object: unknown, value: unknown): boolean => value !== undefined;

/** A picture of a product. */
export class PictureDto {
  @ApiProperty({ type: String, maxLength: 2048, example: 'https://pictures.example/coat-1.jpg' })
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false, disallow_auth: true })
  @MaxLength(2048)
  readonly url!: string;

  @ApiPropertyOptional({
    type: String,
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    description: 'hex SHA-256 of the file, where known',
  })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/)
  readonly sha256?: string;
}

/**
 * What a seller says about a product, with the limits that hold for all marketplaces together; each marketplace has
 * its own, which are checked before a job is made. REST and import share these rules.
 */
export class ProductFields {
  @ApiProperty({ type: String, maxLength: 50, pattern: '^[A-Za-z0-9_-]+$', example: 'COAT-0042' })
  @Trimmed()
  @Matches(/^[A-Za-z0-9_-]{1,50}$/, { message: 'sku must have 1 to 50 letters, digits, - or _' })
  readonly sku!: string;

  @ApiProperty({ type: String, minLength: 1, maxLength: 140, example: 'Wool coat, navy' })
  @Trimmed()
  @IsPlainText(1, 140)
  readonly title!: string;

  @ApiPropertyOptional({ type: String, maxLength: 10_000, default: '', example: 'Worn twice, no flaws.' })
  @ValidateIf(isGiven)
  @IsPlainText(0, 10_000)
  readonly description?: string;

  @ApiProperty({
    type: String,
    example: '89.90',
    description: 'above 0, two decimals; a number is also taken',
  })
  @Price()
  @IsPrice()
  readonly price!: string;

  @ApiProperty({ enum: CURRENCIES, example: 'EUR' })
  @IsIn(CURRENCIES)
  readonly currency!: string;

  @ApiPropertyOptional({ type: Number, minimum: 0, maximum: 1000, default: 1 })
  @ValidateIf(isGiven)
  @IsInt()
  @Min(0)
  @Max(1000)
  readonly quantity?: number;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100, example: 'Acme' })
  @IsOptional()
  @Trimmed()
  @IsPlainText(1, 100)
  readonly brand?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 200, example: 'Women > Coats' })
  @IsOptional()
  @Trimmed()
  @IsPlainText(1, 200)
  readonly category?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 50, example: 'M' })
  @IsOptional()
  @Trimmed()
  @IsPlainText(1, 50)
  readonly size?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 50, example: 'navy' })
  @IsOptional()
  @Trimmed()
  @IsPlainText(1, 50)
  readonly colour?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 100, example: 'wool' })
  @IsOptional()
  @Trimmed()
  @IsPlainText(1, 100)
  readonly material?: string | null;

  @ApiPropertyOptional({ enum: CONDITIONS, nullable: true, example: 'very_good' })
  @IsOptional()
  @IsIn(CONDITIONS)
  readonly condition?: string | null;

  @ApiPropertyOptional({ enum: GENDERS, nullable: true, example: 'women' })
  @IsOptional()
  @IsIn(GENDERS)
  readonly gender?: string | null;

  @ApiPropertyOptional({ type: Number, nullable: true, minimum: 1800, example: 1998 })
  @IsOptional()
  @IsMadeYear()
  readonly made_year?: number | null;

  @ApiPropertyOptional({ type: [PictureDto], maxItems: MAX_PICTURES, description: 'in the order of display' })
  @ValidateIf(isGiven)
  @IsArray()
  @ArrayMaxSize(MAX_PICTURES)
  @ArrayUnique((picture: PictureDto | null) => picture?.url)
  @ValidateNested({ each: true })
  @Type(() => PictureDto)
  readonly pictures?: readonly PictureDto[];

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'flat, at most 10 kB; what marketplaces ask beyond the fields above',
    example: { sleeve_length: 'long' },
  })
  @ValidateIf(isGiven)
  @IsAttributes()
  readonly attributes?: Readonly<Record<string, unknown>>;
}
