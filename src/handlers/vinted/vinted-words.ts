/**
 * Brings words that people type into one spelling.
 * @param text a word as typed (`Très bon état`)
 * @returns lower case ASCII with underscores (`tres_bon_etat`); empty for null
 */
export function wordOf(text: string | null): string {
  return (text ?? '')
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '');
}

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

/** Whom a product is made for, as far as Vinted's adult catalogues tell them apart. */
export type Side = 'women' | 'men' | 'unisex';

const SIDES: Readonly<Record<string, Side>> = {
  women: 'women',
  woman: 'women',
  female: 'women',
  ladies: 'women',
  femme: 'women',
  damen: 'women',
  men: 'men',
  man: 'men',
  male: 'men',
  homme: 'men',
  herren: 'men',
  unisex: 'unisex',
  unisexe: 'unisex',
};

/**
 * Reads a product's gender.
 * @param gender as the product has it
 * @returns the side; undefined where it is missing, unknown or a child's
 */
export function sideOf(gender: string | null): Side | undefined {
  return lookedUp(SIDES, gender);
}
