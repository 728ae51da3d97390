import { DomainError } from '../../domain/errors.ts';

/** One part of the key a list is sorted by. Times are ISO text with as many digits as the database has. */
export type KeyPart = string | number;
/** What a part of a key must be. */
export type KeyPartType = 'integer' | 'text' | 'time';

type KeyOf<T extends readonly KeyPartType[]> = {
  readonly [I in keyof T]: T[I] extends 'integer' ? number : string;
};

/**
 * Says where a page ended, in a form that clients pass back and do not read.
 * @param key the sort key of the last entry
 * @returns base64url text
 */
export function encodeCursor(key: readonly KeyPart[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/**
 * Reads a cursor that a client passed back.
 * @param cursor the text, or undefined for the first page
 * @param types what the parts of the key must be, e.g. `['integer']` for a list sorted by id
 * @returns the key to continue after; undefined for the first page
 * @throws {DomainError} `request.bad_cursor` for a cursor that no page of this list ended with
 */
export function decodeCursor<const T extends readonly KeyPartType[]>(
  cursor: string | undefined,
  types: T,
): KeyOf<T> | undefined {
  if (cursor === undefined) return undefined;
  const key = parse(cursor);
  const fits =
    Array.isArray(key) &&
    key.length === types.length &&
    types.every((type, index) => PART_CHECKS[type](key[index]));
  if (!fits) {
    throw new DomainError('request.bad_cursor', 'invalid', 'The cursor is not one that this list gave out.');
  }
  return key as unknown as KeyOf<T>;
}

const PART_CHECKS: Readonly<Record<KeyPartType, (part: unknown) => boolean>> = {
  integer: (part) => Number.isSafeInteger(part),
  // PostgreSQL has no text with a zero byte, and would answer with an error.
  text: (part) => typeof part === 'string' && !part.includes('\0'),
  time: (part) =>
    typeof part === 'string' && /^\d{4}-\d\d-\d\d[T ]/.test(part) && !Number.isNaN(Date.parse(part)),
};

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
