import { TypeOverrides } from 'pg';

/** PostgreSQL's type numbers, from pg_type.dat. */
const INT8 = 20;
const INT8_ARRAY: number = 1016;

/**
 * How hand-written SQL reads values. Ids and counts are `bigint` in the database and stay far below 2^53, so they
 * are numbers here; a value beyond that is an error and never a silently rounded id.
 */
export const ROW_TYPES = new TypeOverrides();
ROW_TYPES.setTypeParser(INT8, parseSafeInteger);
ROW_TYPES.setTypeParser(INT8_ARRAY, (text: string) =>
  text === '{}' ? [] : text.slice(1, -1).split(',').map(parseSafeInteger),
);

function parseSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`a bigint beyond 2^53 was read: ${text}`);
  return value;
}
