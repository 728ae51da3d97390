import { lookedUp } from './vinted-words.ts';

/** Vinted's status ids: 6 new with tags, 1 new without tags, 2 very good, 3 good, 4 satisfactory. */
const CONDITIONS: Readonly<Record<string, number>> = {
  new: 6,
  new_with_tags: 6,
  neuf: 6,
  neuf_avec_etiquette: 6,
  new_without_tags: 1,
  neuf_sans_etiquette: 1,
  like_new: 2,
  excellent: 2,
  very_good: 2,
  tres_bon_etat: 2,
  good: 3,
  used: 3,
  bon_etat: 3,
  fair: 4,
  acceptable: 4,
  satisfactory: 4,
  satisfaisant: 4,
};

/**
 * Translates a product's condition.
 * @param condition as the product has it
 * @returns Vinted's status id; undefined where the condition is missing or unknown
 */
export function statusIdOf(condition: string | null): number | undefined {
  return lookedUp(CONDITIONS, condition);
}

/** The word that products and other marketplaces share for each status id. */
const WORDS: Readonly<Record<number, string>> = {
  6: 'new_with_tags',
  1: 'new_without_tags',
  2: 'very_good',
  3: 'good',
  4: 'satisfactory',
};

/**
 * Finds the condition behind a status id.
 * @param id Vinted's status id
 * @returns the condition; undefined where there is no such status
 */
export function conditionOfStatus(id: number | undefined): string | undefined {
  return id === undefined ? undefined : WORDS[id];
}
