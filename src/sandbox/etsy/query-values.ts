import { badField } from './etsy-error.ts';

/**
 * @param query the query of a call
 * @param name of a parameter with one whole number
 * @param range its bounds, and what holds when it is absent
 * @param range.least smallest value
 * @param range.most largest value
 * @param range.fallback value when the parameter is absent
 * @returns the number
 * @throws EtsyRefusal with 400 outside the range
 */
export function integerIn<Fallback extends number | undefined>(
  query: URLSearchParams,
  name: string,
  range: { readonly least: number; readonly most: number; readonly fallback: Fallback },
): number | Fallback {
  const text = query.get(name);
  if (text === null) return range.fallback;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < range.least || value > range.most)
    throw badField(name, `must be a whole number from ${range.least} to ${range.most}`);
  return value;
}

/**
 * @param query the query of a call
 * @param name of a parameter with one of some words
 * @param allowed the words
 * @param fallback word when the parameter is absent
 * @returns the word
 * @throws EtsyRefusal with 400 for another word
 */
export function wordIn<Word extends string, Fallback extends Word | undefined>(
  query: URLSearchParams,
  name: string,
  allowed: readonly Word[],
  fallback: Fallback,
): Word | Fallback {
  const text = query.get(name);
  if (text === null) return fallback;
  const word = allowed.find((candidate) => candidate === text);
  if (word === undefined) throw badField(name, `must be one of ${allowed.join(', ')}`);
  return word;
}

/**
 * Reads a list: words between commas, the parameter repeated, or both; the contract means the one, Etsy's own examples
 * show the other, and the live service takes both.
 *
 * @param query the query of a call
 * @param name of the parameter
 * @returns the words, none when the parameter is absent
 */
export function listIn(query: URLSearchParams, name: string): readonly string[] {
  return query
    .getAll(name)
    .flatMap((text) => text.split(','))
    .filter((word) => word !== '');
}

/**
 * @param query the query of a call
 * @param name of a flag
 * @returns the flag, undefined when the parameter is absent
 * @throws EtsyRefusal with 400 for anything but `true` and `false`
 */
export function flagIn(query: URLSearchParams, name: string): boolean | undefined {
  const word = wordIn(query, name, ['true', 'false'], undefined);
  return word === undefined ? undefined : word === 'true';
}

/**
 * @param query the query of a list call
 * @returns size and start of the page; 25 from the first by default, at most 100
 * @throws EtsyRefusal with 400 outside the bounds
 */
export function pageIn(query: URLSearchParams): { readonly limit: number; readonly offset: number } {
  return {
    limit: integerIn(query, 'limit', { least: 1, most: 100, fallback: 25 }),
    offset: integerIn(query, 'offset', { least: 0, most: 12_000_000, fallback: 0 }),
  };
}

/**
 * Cuts a page out of a list. Etsy's lists have been seen to repeat rows of one page on the next, which then ends so many
 * rows earlier.
 *
 * @param rows the whole list in its order
 * @param page size and start
 * @param page.limit most rows of a page
 * @param page.offset rows to leave out
 * @param repeated rows that every page but the first repeats
 * @returns the page
 */
export function pageOf<Row>(
  rows: readonly Row[],
  { limit, offset }: { readonly limit: number; readonly offset: number },
  repeated: number,
): readonly Row[] {
  const from = Math.max(0, offset - repeated);
  return rows.slice(from, from + limit);
}

/**
 * @param query the query of a list call
 * @returns whether the list ascends; by default it does not
 * @throws EtsyRefusal with 400 for a word the contract does not name
 */
export function ascendingIn(query: URLSearchParams): boolean {
  const words = ['asc', 'ascending', 'desc', 'descending', 'up', 'down'] as const;
  const word = wordIn(query, 'sort_order', words, 'desc');
  return word === 'asc' || word === 'ascending' || word === 'up';
}
