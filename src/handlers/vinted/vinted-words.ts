import { departmentOf, wordOf } from '../mapping/vocabulary.ts';

/**
 * Looks a word up in a table.
 * @param table values by word
 * @param text a word as typed
 * @returns the value; undefined where the table does not have it
 */
export function lookedUp<T>(table: Readonly<Record<string, T>>, text: string | null): T | undefined {
  const word = wordOf(text);
  return Object.hasOwn(table, word) ? table[word] : undefined;
}

/** Whom a product is made for, as far as Vinted's catalogues for adults tell them apart. */
export type Side = 'women' | 'men' | 'unisex';

/**
 * Reads a product's gender.
 * @param gender as the product has it
 * @returns the side; undefined where it is missing, unknown or a child's
 */
export function sideOf(gender: string | null): Side | undefined {
  const department = departmentOf(gender);
  return department === 'girls' || department === 'boys' ? undefined : department;
}

/**
 * Finds the word behind a value.
 * @param table values by word, the best word of each first; words of letters go before numbers
 * @param value the value
 * @returns the word; undefined where the table does not have the value
 */
export function firstWordFor(
  table: Readonly<Record<string, number>>,
  value: number | undefined,
): string | undefined {
  const words = Object.keys(table).filter((word) => table[word] === value);
  return words.find((word) => !/^\d+$/.test(word)) ?? words[0];
}
