import { CallFailedError } from '../../http/call-failed.error.ts';
import { malformedAnswer } from '../etsy-api.ts';
import { PAGE_SIZE } from '../etsy-listings.client.ts';

/**
 * A shop's lists in the order in which they are swept: along the way that listings go as a rule, so that one that goes
 * on while pages are read is met again in a later list, and in none too few.
 */
export const SWEPT_STATES = ['draft', 'active', 'inactive', 'expired', 'sold_out'] as const;

/** One of Etsy's lists of a shop. */
export type SweptState = (typeof SWEPT_STATES)[number];

/** Where a page of a shop's listings begins. */
export interface ListCursor {
  readonly state: SweptState;
  readonly offset: number;
  /** Ids of the last rows of the page before, one of which this page must begin with; none where it is a list's first. */
  readonly tail: readonly number[];
  /** How often this list had to be read again from an earlier row. */
  readonly steppedBack: number;
}

/** The first page of the first list. */
export const FIRST_PAGE: ListCursor = { state: SWEPT_STATES[0], offset: 0, tail: [], steppedBack: 0 };

/** Rows that two pages share. More than these leave a list between two pages seldom enough to step back then. */
const OVERLAP = 5;
/** A list that has lost its thread so often does not stand still at all. */
const STEPS_BACK_MAX = 8;

/**
 * Writes a cursor down.
 * @param cursor where a page begins
 * @returns its text
 */
export function textOfCursor({ state, offset, steppedBack, tail }: ListCursor): string {
  return [state, offset, steppedBack, tail.join(',')].join(' ');
}

/**
 * Reads a cursor.
 * @param text what {@link textOfCursor} wrote
 * @returns where the page begins
 * @throws {Error} for any other text
 */
export function cursorOf(text: string): ListCursor {
  const [, word, offset, steppedBack, tail] = /^(\w+) (\d+) (\d+) ([\d,]*)$/.exec(text) ?? [];
  const state = SWEPT_STATES.find((known) => known === word);
  if (state === undefined) throw new Error(`no place in a list of listings: ${text}`);
  const ids = (tail ?? '').split(',').filter((id) => id !== '');
  return { state, offset: Number(offset), steppedBack: Number(steppedBack), tail: ids.map(Number) };
}

/**
 * Finds where the next page begins. Lists are read in the order of creation, which does not change while they are read;
 * rows only come and go. What comes moves the others back and is met twice; what goes moves them forward, past the edge
 * of a page. So every page begins with rows of the page before, and where none of them is there, the list is read
 * again from further up. A page that is full is never believed to be the last, since pages have been seen to repeat
 * rows, at the expense of rows at the end.
 * @param at where this page began
 * @param ids what it held, in its order
 * @param count rows of the whole list, as Etsy says
 * @returns the next page's place; null after the last list
 * @throws {CallFailedError} where rows are missing, or the list moves too much to be read
 */
export function placeAfter(at: ListCursor, ids: readonly number[], count: number): ListCursor | null {
  if (at.offset > 0 && at.tail.length > 0 && !at.tail.some((id) => ids.includes(id))) return steppedBack(at);
  const end = at.offset + ids.length;
  if (ids.length === 0 && end < count) throw malformedAnswer('none', 'the rows that it counts');
  const isLast = ids.length < PAGE_SIZE && end >= count;
  if (!isLast) {
    const shared = Math.min(OVERLAP, ids.length - 1);
    return { ...at, offset: end - shared, tail: shared === 0 ? [] : ids.slice(-shared) };
  }
  const next = SWEPT_STATES[SWEPT_STATES.indexOf(at.state) + 1];
  return next === undefined ? null : { ...FIRST_PAGE, state: next };
}

/** Further at every time, so that it ends at the first row, where nothing can be missing. */
function steppedBack(at: ListCursor): ListCursor {
  if (at.steppedBack >= STEPS_BACK_MAX) {
    throw new CallFailedError(
      {
        code: 'etsy.list_unstable',
        message: 'The listings of the shop change so fast that they cannot be read one after the other.',
        actor: 'marketplace',
      },
      { kind: 'repeat' },
    );
  }
  const offset = Math.max(0, at.offset - PAGE_SIZE * 2 ** at.steppedBack);
  return { ...at, offset, steppedBack: at.steppedBack + 1 };
}
