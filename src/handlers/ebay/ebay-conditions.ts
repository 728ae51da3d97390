import { wordOf } from '../mapping/vocabulary.ts';

/**
 * eBay's condition for each of ours. Clothing, shoes and bags know PRE_OWNED_EXCELLENT (2990) and PRE_OWNED_FAIR
 * (3010); their USED_EXCELLENT (3000) is what buyers read as "Pre-owned: good" (Inventory API 1.18.5).
 */
const CONDITIONS: Readonly<Record<string, string>> = {
  new: 'NEW',
  new_with_tags: 'NEW',
  neuf: 'NEW',
  neuf_avec_etiquette: 'NEW',
  new_without_tags: 'NEW_OTHER',
  neuf_sans_etiquette: 'NEW_OTHER',
  new_with_defects: 'NEW_WITH_DEFECTS',
  like_new: 'PRE_OWNED_EXCELLENT',
  excellent: 'PRE_OWNED_EXCELLENT',
  very_good: 'PRE_OWNED_EXCELLENT',
  tres_bon_etat: 'PRE_OWNED_EXCELLENT',
  good: 'USED_EXCELLENT',
  bon_etat: 'USED_EXCELLENT',
  used: 'USED_EXCELLENT',
  fair: 'PRE_OWNED_FAIR',
  acceptable: 'PRE_OWNED_FAIR',
  satisfactory: 'PRE_OWNED_FAIR',
  satisfaisant: 'PRE_OWNED_FAIR',
};

/**
 * Translates a product's condition.
 * @param condition as the product has it
 * @returns eBay's ConditionEnum; undefined where the condition is missing or unknown
 */
export function ebayConditionOf(condition: string | null): string | undefined {
  const word = wordOf(condition);
  return Object.hasOwn(CONDITIONS, word) ? CONDITIONS[word] : undefined;
}

/** A product's word for each of eBay's conditions; {@link ebayConditionOf} knows every one of them. */
const NAMES: Readonly<Record<string, string>> = {
  NEW: 'new_with_tags',
  NEW_OTHER: 'new_without_tags',
  NEW_WITH_DEFECTS: 'new_with_defects',
  LIKE_NEW: 'like_new',
  PRE_OWNED_EXCELLENT: 'very_good',
  USED_VERY_GOOD: 'very_good',
  USED_EXCELLENT: 'good',
  USED_GOOD: 'good',
  PRE_OWNED_FAIR: 'fair',
  USED_ACCEPTABLE: 'fair',
};

/**
 * Names one of eBay's conditions as a product does.
 * @param condition eBay's ConditionEnum
 * @returns the product's word; undefined for conditions that clothes do not have
 */
export function conditionNamed(condition: string | undefined): string | undefined {
  return condition !== undefined && Object.hasOwn(NAMES, condition) ? NAMES[condition] : undefined;
}
