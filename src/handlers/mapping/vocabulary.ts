/** Whom a product is made for, as the departments of marketplaces tell them apart. */
export const DEPARTMENTS = ['women', 'men', 'girls', 'boys', 'unisex'] as const;
/** One of {@link DEPARTMENTS}. */
export type Department = (typeof DEPARTMENTS)[number];

const DEPARTMENT_WORDS: Readonly<Record<string, Department>> = {
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
  girls: 'girls',
  girl: 'girls',
  fille: 'girls',
  boys: 'boys',
  boy: 'boys',
  garcon: 'boys',
  unisex: 'unisex',
  unisexe: 'unisex',
};

/** The conditions a product may have, as texts for sellers name them; the API has them with `_`. */
export const CONDITION_NAMES = 'new with tags, new without tags, very good, good or satisfactory';

/**
 * Brings words that people type into one spelling.
 * @param text a word as typed (`New with tags`, `Garçon`)
 * @returns lower case ASCII with underscores (`new_with_tags`, `garcon`); empty for null
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
 * Reads a product's gender.
 * @param gender as the product has it
 * @returns the department; undefined where it is missing or unknown
 */
export function departmentOf(gender: string | null): Department | undefined {
  const word = wordOf(gender);
  return Object.hasOwn(DEPARTMENT_WORDS, word) ? DEPARTMENT_WORDS[word] : undefined;
}
