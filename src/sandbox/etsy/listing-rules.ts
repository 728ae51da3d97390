import { badField, EtsyRefusal } from './etsy-error.ts';
import type { EtsyShop } from './etsy-shop.ts';
import type { FormValues } from './form-fields.ts';
import { taxonomyNode } from './taxonomy.ts';
import { isVintage } from './when-made.ts';

/** Lengths and characters as Etsy's contract and seller pages state them. */
const MAX_TITLE = 140;
const MAX_TAGS = 13;
const MAX_TAG = 20;
const MAX_MATERIALS = 13;
const MAX_MATERIAL = 45;
const MAX_STYLES = 2;
const NOT_IN_TITLE = /[^\p{L}\p{Nd}\p{P}\p{Sm}\p{Zs}™©®]/u;
const NOT_IN_TAG = /[^\p{L}\p{Nd}\p{Zs}\-'™©®]/u;
const NOT_IN_MATERIAL = /[^\p{L}\p{Nd}\p{Zs}]/u;

/**
 * Checks the fields that a draft and a revision share.
 *
 * @param sent the fields of the call; maker, age and supply come together or not at all
 * @param shop whose profiles and policies they may name
 * @param year the current year
 * @throws EtsyRefusal with 400 for the first field that breaks a rule
 */
export function checkListingFields(sent: FormValues, shop: EtsyShop, year: number): void {
  if (typeof sent['title'] === 'string') checkTitle(sent['title']);
  if (sent['description'] === '') throw badField('description', 'cannot be empty', 'required');
  checkWords('tags', sent['tags'], { most: MAX_TAGS, length: MAX_TAG, refused: NOT_IN_TAG });
  const material = { length: MAX_MATERIAL, refused: NOT_IN_MATERIAL };
  checkWords('materials', sent['materials'], { ...material, most: MAX_MATERIALS });
  checkWords('styles', sent['styles'], { ...material, most: MAX_STYLES });
  const taxonomyId = sent['taxonomy_id'];
  if (typeof taxonomyId === 'number' && taxonomyNode(taxonomyId) === undefined)
    throw badField('taxonomy_id', `there is no taxonomy node ${taxonomyId}`);
  checkProfiles(sent, shop);
  checkOrigin(sent, year);
}

function checkTitle(title: string): void {
  if (title.trim() === '') throw badField('title', 'cannot be empty', 'required');
  if ([...title].length > MAX_TITLE)
    throw badField('title', `cannot be more than ${MAX_TITLE} characters`, 'too_long');
  if (NOT_IN_TITLE.test(title)) throw badField('title', 'has invalid characters', 'invalid_characters');
  const repeated = ['%', ':', '&', '+'].find((character) => title.split(character).length > 2);
  if (repeated !== undefined)
    throw badField('title', `can contain ${repeated} only once`, 'invalid_characters');
}

function checkWords(
  name: string,
  sent: unknown,
  rule: { readonly most: number; readonly length: number; readonly refused: RegExp },
): void {
  const words = (sent ?? []) as readonly string[];
  if (words.length > rule.most) throw badField(name, `cannot be more than ${rule.most}`, 'too_many');
  for (const [index, word] of words.entries()) {
    const path = `${name}/${index}`;
    if (word === '' || rule.refused.test(word))
      throw badField(path, 'has invalid characters', 'invalid_characters');
    if ([...word].length > rule.length)
      throw badField(path, `cannot be more than ${rule.length} characters`, 'too_long');
  }
}

function checkProfiles(sent: FormValues, shop: EtsyShop): void {
  const { shippingProfile, returnPolicyId, readinessStateId } = shop.setup;
  const owned = {
    shipping_profile_id: shippingProfile?.id,
    return_policy_id: returnPolicyId,
    readiness_state_id: readinessStateId,
    // The stand-in's shops have no sections.
    shop_section_id: undefined,
  };
  for (const [name, own] of Object.entries(owned)) {
    const wanted = sent[name];
    if (typeof wanted === 'number' && wanted !== own) throw badField(name, 'is not one of this shop');
  }
}

function checkOrigin(sent: FormValues, year: number): void {
  if (sent['who_made'] !== 'someone_else' || sent['is_supply'] === true) return;
  if (!isVintage(String(sent['when_made']), year)) {
    throw new EtsyRefusal(400, 'this combination of maker and age cannot be sold on the marketplace', {
      path: 'marketplace',
      type: 'not_allowed',
      message: 'what somebody else made and is no supply must be at least 20 years old',
    });
  }
}
