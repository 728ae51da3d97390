import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  FIRST_PAGE,
  SWEPT_STATES,
  cursorOf,
  placeAfter,
  textOfCursor,
} from '../../../../src/handlers/etsy/account/list-cursor.ts';
import type { ListCursor } from '../../../../src/handlers/etsy/account/list-cursor.ts';
import { CallFailedError } from '../../../../src/handlers/http/call-failed.error.ts';

/** What happens to a list between two pages: rows that go and rows that come, by their places in it. */
interface Stir {
  readonly going: readonly number[];
  readonly coming: readonly number[];
}

const LIMIT = 100;
const LAST = SWEPT_STATES.at(-1) ?? 'sold_out';

/** Reads one list that is stirred before every page but the first; ids of all rows that a page showed. */
function sweep(rows: number[], stirs: readonly Stir[], pagesMax: number): ReadonlySet<number> {
  const seen = new Set<number>();
  let newId = 1_000_000;
  let at: ListCursor | null = { ...FIRST_PAGE, state: LAST };
  for (let page = 0; at !== null; page += 1) {
    expect(page).toBeLessThan(pagesMax);
    const { going, coming } = stirs[page - 1] ?? { going: [], coming: [] };
    for (const place of going) if (rows.length > 0) rows.splice(place % rows.length, 1);
    for (const place of coming) rows.splice(place % (rows.length + 1), 0, (newId += 1));
    const ids = rows.slice(at.offset, at.offset + LIMIT);
    for (const id of ids) seen.add(id);
    at = placeAfter(cursorOf(textOfCursor(at)), ids, rows.length);
  }
  return seen;
}

describe('the places in Etsy’s lists at which pages begin', () => {
  const places = (maxLength: number): fc.Arbitrary<number[]> => fc.array(fc.nat(5_000), { maxLength });
  const stirred = (most: number): fc.Arbitrary<Stir[]> =>
    fc.array(fc.record({ going: places(most), coming: places(most) }), { maxLength: 8 });

  it.each([3, 40, 150])(
    'leave out no row that stood there all the time, %i rows coming and going',
    (most) => {
      let failed = 0;
      const runs = 300;
      fc.assert(
        fc.property(fc.integer({ min: 0, max: 420 }), stirred(most), (size, stirs) => {
          const rows = Array.from({ length: size }, (_, at) => size - at);
          const before = new Set(rows);
          try {
            const seen = sweep(rows, stirs, 60);
            expect(rows.filter((id) => before.has(id) && !seen.has(id))).toEqual([]);
          } catch (error) {
            // A list that cannot be read is told to be unreadable, and is never read in part.
            if (!(error instanceof CallFailedError)) throw error;
            failed += 1;
          }
        }),
        { numRuns: runs, seed: 7 },
      );
      expect(failed).toBeLessThan(runs / 20);
    },
  );

  it('take a call for a hundred rows, and little more', () => {
    for (const [size, pages] of [
      [0, 1],
      [99, 1],
      [100, 2],
      [195, 3],
      [1_000, 11],
    ] as const) {
      let read = 0;
      const rows = Array.from({ length: size }, (_, at) => size - at);
      for (let at: ListCursor | null = { ...FIRST_PAGE, state: LAST }; at !== null; read += 1) {
        at = placeAfter(at, rows.slice(at.offset, at.offset + LIMIT), size);
      }
      expect([size, read]).toEqual([size, pages]);
    }
  });

  it('lead from each list to the next', () => {
    const states: string[] = [];
    for (let at: ListCursor | null = FIRST_PAGE; at !== null; at = placeAfter(at, [], 0))
      states.push(at.state);
    expect(states).toEqual(['draft', 'active', 'inactive', 'expired', 'sold_out']);
  });

  it('are read back as they were written', () => {
    const cursor: ListCursor = { state: 'active', offset: 95, tail: [1, 22, 333], steppedBack: 2 };
    expect([cursorOf(textOfCursor(cursor)), cursorOf(textOfCursor(FIRST_PAGE))]).toEqual([
      cursor,
      FIRST_PAGE,
    ]);
  });
});
