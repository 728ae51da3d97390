import { applyDecorators } from '@nestjs/common';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsDate,
  IsInt,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
} from 'class-validator';

/** PostgreSQL has neither a text with a NUL nor jsonb with half of a surrogate pair; JSON writes both as escapes. */
const UNSTORABLE = /\\u0000|\\ud[89a-f]/i;

/**
 * A field of a body that may be left out; null says the same, as clients that fill every field send it.
 * @returns the decorator of a field
 */
export function MayBeAbsent(): PropertyDecorator {
  return applyDecorators(
    IsOptional(),
    Transform(({ value }: { value: unknown }) => value ?? undefined),
  );
}

/**
 * An id in a query: digits.
 * @returns the decorator of a field
 */
export function IsQueryId(): PropertyDecorator {
  return applyDecorators(
    Type(() => Number),
    IsInt(),
    Min(1),
    Max(Number.MAX_SAFE_INTEGER),
  );
}

/** Codes of errors as the catalogues spell them. */
export const ERROR_CODE = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/;

/**
 * Ids in a query: digits with commas between them.
 * @param most how many at most
 * @returns the decorator of a field
 */
export function IsQueryIds(most: number): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? value.split(',').map((part) => (part === '' ? NaN : Number(part))) : value,
    ),
    ArrayMinSize(1),
    ArrayMaxSize(most),
    IsInt({ each: true }),
    Min(1, { each: true }),
    Max(Number.MAX_SAFE_INTEGER, { each: true }),
  );
}

/**
 * A name as the catalogue spells them: of a marketplace or of an action.
 * @param options `each` for a list of names
 * @returns the decorator of a field
 */
export function IsCatalogueName(options: { readonly each?: boolean } = {}): PropertyDecorator {
  return Matches(/^[a-z][a-z0-9_]{0,49}$/, {
    ...options,
    message: '$property must be lower-case letters, digits and _, beginning with a letter',
  });
}

/**
 * A text that the database can hold.
 * @param max most characters
 * @returns the decorator of a field
 */
export function IsStorableText(max: number): PropertyDecorator {
  return applyDecorators(
    MaxLength(max),
    ValidateBy({
      name: 'storableText',
      validator: {
        validate: (value: unknown) =>
          typeof value === 'string' && !value.includes('\0') && value.isWellFormed(),
        defaultMessage: () => '$property must be a text without NUL and without broken characters',
      },
    }),
  );
}

/**
 * A JSON object that the database can hold.
 * @param maxBytes of its JSON
 * @returns the decorator of a field
 */
export function IsJsonObject(maxBytes: number): PropertyDecorator {
  return ValidateBy({
    name: 'jsonObject',
    validator: {
      validate: (value: unknown) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
        const text = JSON.stringify(value);
        return Buffer.byteLength(text) <= maxBytes && !UNSTORABLE.test(text);
      },
      defaultMessage: () => `$property must be an object of at most ${maxBytes} bytes of JSON, without NUL`,
    },
  });
}

/** RFC 3339: without a zone a time would mean another moment on every server. */
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * A moment: text of RFC 3339 in a body or a query, a `Date` in the DTO. A number, or a time without a zone, is none.
 * @returns the decorator of a field
 */
export function IsMoment(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && TIMESTAMP.test(value) ? new Date(value) : value,
    ),
    IsDate({ message: '$property must be a time with its zone, such as 2026-01-05T09:30:00Z' }),
  );
}
