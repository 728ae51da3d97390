import { encodeCursor } from './cursor.ts';
import type { KeyPart } from './cursor.ts';

/** One page of a list, in the shape the API returns. */
export class Page<T> {
  /**
   * @param data the entries
   * @param next_cursor where the next page begins; null on the last one
   */
  constructor(
    readonly data: readonly T[],
    readonly next_cursor: string | null,
  ) {}

  /**
   * Makes a page of rows that were read with `limit + 1`: the surplus row only tells that there is more.
   * @param rows up to `limit + 1` rows in the order of the list
   * @param limit entries a page
   * @param keyOf the sort key of a row
   * @param toEntry what the API shows of a row
   * @returns the page
   */
  static of<R, T>(
    rows: readonly R[],
    limit: number,
    keyOf: (row: R) => readonly KeyPart[],
    toEntry: (row: R) => T,
  ): Page<T> {
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const more = rows.length > limit && last !== undefined;
    return new Page(shown.map(toEntry), more ? encodeCursor(keyOf(last)) : null);
  }
}
