import { describe, expect, it } from '@jest/globals';
import { decodeCursor, encodeCursor } from '../../../src/common/pagination/cursor.ts';
import { Page } from '../../../src/common/pagination/page.ts';

describe('a cursor', () => {
  it('gives back the key it was made of', () => {
    const key = ['2026-01-02T03:04:05.123456+00:00', 'Ünï, "x"', 42] as const;
    expect(decodeCursor(encodeCursor(key), ['time', 'text', 'integer'])).toEqual(key);
  });

  it('is nothing for the first page', () => {
    expect(decodeCursor(undefined, ['integer'])).toBeUndefined();
  });

  it.each([
    ['', ['integer']],
    ['not base64 at all!', ['integer']],
    [encodeCursor([1]), ['text']],
    [encodeCursor([1, 2]), ['integer']],
    [encodeCursor(['1']), ['integer']],
    [encodeCursor([1e300]), ['integer']],
    [encodeCursor(['a\0b']), ['text']],
    [encodeCursor(['yesterday']), ['time']],
    [Buffer.from('{"length":1,"0":1}').toString('base64url'), ['integer']],
    [Buffer.from('null').toString('base64url'), ['integer']],
  ] as const)('%p is refused by a list sorted by %p', (cursor, types) => {
    expect(() => decodeCursor(cursor, types)).toThrow(
      expect.objectContaining({ code: 'request.bad_cursor' }),
    );
  });
});

describe('a page', () => {
  const page = (rows: readonly number[], limit: number): Page<string> =>
    Page.of(
      rows,
      limit,
      (row) => [row],
      (row) => `#${row}`,
    );

  it('shows all but the surplus row, and continues after the last one shown', () => {
    expect(page([1, 2, 3], 2)).toEqual({ data: ['#1', '#2'], next_cursor: encodeCursor([2]) });
  });

  it.each([[[]], [[1]], [[1, 2]]])('is the last one when %j fit', (rows) => {
    expect(page(rows, 2).next_cursor).toBeNull();
  });
});
