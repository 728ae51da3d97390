import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { IsStorableText, MayBeAbsent } from '../../../common/http/fields.ts';
import { ANY_MARKETPLACE } from '../../../common/http/marketplace-examples.ts';

/** Body of `POST /api/marketplace/accounts/consents`. */
export class BeginConsentDto {
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  @IsString()
  @MaxLength(50)
  readonly marketplace!: string;

  @ApiPropertyOptional({
    type: Number,
    minimum: 1,
    example: 3,
    description: 'the account that is to be connected again; a new one is connected without it',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly account_id?: number;

  @ApiPropertyOptional({
    type: String,
    maxLength: 100,
    example: 'Main shop',
    description: 'for the seller; what the marketplace calls the account where it is left out',
  })
  @MayBeAbsent()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @MinLength(1)
  @IsStorableText(100)
  readonly name?: string;
}
