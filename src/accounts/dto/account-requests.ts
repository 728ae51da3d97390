import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  IsIn,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { ANY_MARKETPLACE } from '../../common/http/marketplace-examples.ts';
import { PageQuery } from '../../common/pagination/page-query.ts';
import { ACCOUNT_STATUSES } from '../../domain/vocabulary.ts';
import type { AccountStatus } from '../../domain/vocabulary.ts';

const MAX_SETTINGS_BYTES = 20_480;
const MAX_TOKEN_CHARACTERS = 8_192;

const trimmed = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.trim() : value;
const isGiven = (_object: unknown, value: unknown): boolean => value !== undefined;

/** PostgreSQL has neither a text with a NUL nor jsonb with half of a surrogate pair; JSON writes both as escapes. */
const UNSTORABLE = /\\u0000|\\ud[89a-f]/i;

function IsSettings(): PropertyDecorator {
  return ValidateBy({
    name: 'settings',
    validator: {
      validate: (value: unknown) => {
        const text = JSON.stringify(value) ?? '';
        return Buffer.byteLength(text) <= MAX_SETTINGS_BYTES && !UNSTORABLE.test(text);
      },
      defaultMessage: () => `$property must have at most ${MAX_SETTINGS_BYTES} bytes of JSON, without NUL`,
    },
  });
}

function IsStorableText(): PropertyDecorator {
  return ValidateBy({
    name: 'storableText',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'string' && !value.includes('\0') && value.isWellFormed(),
      defaultMessage: () => '$property must not contain NUL or broken characters',
    },
  });
}

/** What RFC 6749 (appendix A) allows in a token, but for the space: anything else cannot travel in a header. */
const TOKEN_CHARACTERS = /^[\x21-\x7e]*$/;
const NOT_A_TOKEN = { message: '$property must consist of visible ASCII characters' };

/** Tokens of an account. They are stored encrypted and never returned. */
export class CredentialsDto {
  @ApiProperty({ type: String, writeOnly: true, maxLength: MAX_TOKEN_CHARACTERS, example: 'v^1.1#i^1#r^1' })
  @IsString()
  @Length(1, MAX_TOKEN_CHARACTERS)
  @Matches(TOKEN_CHARACTERS, NOT_A_TOKEN)
  readonly refresh_token!: string;

  @ApiPropertyOptional({
    type: String,
    writeOnly: true,
    example: 'v^1.1#i^1#p^3',
    description: 'spares the first refresh',
  })
  @ValidateIf(isGiven)
  @IsString()
  @Length(1, MAX_TOKEN_CHARACTERS)
  @Matches(TOKEN_CHARACTERS, NOT_A_TOKEN)
  readonly access_token?: string;

  @ApiPropertyOptional({ type: String, format: 'date-time', writeOnly: true })
  @ValidateIf(isGiven)
  @IsISO8601({ strict: true })
  readonly access_token_expires_at?: string;
}

/** Body of `POST /api/marketplace/accounts`. */
export class ConnectAccountDto {
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  @IsString()
  @MaxLength(50)
  readonly marketplace!: string;

  @ApiProperty({ type: String, maxLength: 100, example: 'Main shop', description: 'for the seller' })
  @Transform(trimmed)
  @IsStorableText()
  @Length(1, 100)
  readonly name!: string;

  @ApiProperty({
    type: String,
    maxLength: 200,
    example: 'acme-vintage',
    description: 'its id on the marketplace',
  })
  @Transform(trimmed)
  @IsStorableText()
  @Length(1, 200)
  readonly external_id!: string;

  @ApiPropertyOptional({ type: CredentialsDto, description: 'not for marketplaces reached by the browser' })
  @ValidateIf(isGiven)
  @IsObject()
  @ValidateNested()
  @Type(() => CredentialsDto)
  readonly credentials?: CredentialsDto;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'what the marketplace needs to publish: policies, location, shop',
    example: { payment_policy_id: '6196947000' },
  })
  @ValidateIf(isGiven)
  @IsObject()
  @IsSettings()
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Body of `PATCH /api/marketplace/accounts/{id}`. */
export class UpdateAccountDto {
  @ApiPropertyOptional({ type: String, maxLength: 100, example: 'Main shop', description: 'for the seller' })
  @ValidateIf(isGiven)
  @Transform(trimmed)
  @IsStorableText()
  @Length(1, 100)
  readonly name?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'merged into the settings; null removes one',
    example: { payment_policy_id: '6196947000', return_policy_id: null },
  })
  @ValidateIf(isGiven)
  @IsObject()
  @IsSettings()
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Query of `GET /api/marketplace/accounts`. */
export class AccountQuery extends PageQuery {
  @ApiPropertyOptional({ type: String, example: ANY_MARKETPLACE, description: 'of one marketplace' })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  readonly marketplace?: string;

  @ApiPropertyOptional({ enum: ACCOUNT_STATUSES, description: 'in one status' })
  @IsOptional()
  @IsIn(ACCOUNT_STATUSES)
  readonly status?: AccountStatus;
}
