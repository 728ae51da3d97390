import type { Actor } from '../../domain/vocabulary.ts';
import { ETSY_ERROR_CATALOGUE } from './etsy-error-catalogue.ts';
import type { EtsyErrorCode } from './etsy-error-catalogue.ts';
import type { EtsyProblem } from './etsy-error-shapes.ts';

/** What one of Etsy's complaints means to us. Etsy has no error numbers, so its paths and words are matched. */
export interface EtsyErrorRule {
  /** Matches Etsy's path, from its start; absent where any path will do. */
  readonly path?: RegExp;
  /** Matches Etsy's type or message; absent where the path says enough. */
  readonly words?: RegExp;
  /** `refused`: no for good · `busy`: certainly without effect, worth repeating · `reauth`: the consent is too narrow */
  readonly kind: 'refused' | 'busy' | 'reauth';
  readonly code: EtsyErrorCode;
  /** The product's or the account's field that is wrong. */
  readonly field?: string;
  readonly actor: Actor;
  /** A sentence a seller understands; Etsy's own words follow it. */
  readonly message: string;
}

const TERMS = 'account.settings';

function rule(
  match: Pick<EtsyErrorRule, 'path' | 'words'>,
  code: EtsyErrorCode,
  field?: string,
  message: string = ETSY_ERROR_CATALOGUE[code].happened,
): EtsyErrorRule {
  const { class: kind, actor } = ETSY_ERROR_CATALOGUE[code];
  return {
    ...match,
    kind: kind === 'waits' ? 'reauth' : 'refused',
    code,
    message,
    actor,
    ...(field === undefined ? {} : { field }),
  };
}

/** Etsy's complaints; the first rule that fits a problem counts. */
export const ETSY_ERRORS: readonly EtsyErrorRule[] = [
  // `/marketplace` is what Etsy answers to a wrong who, when and supply together.
  rule({ path: /^\/marketplace/ }, 'etsy.not_allowed', 'made_year'),
  rule({ words: /cannot sell this item on etsy/i }, 'etsy.not_allowed', 'made_year'),
  rule({ path: /^\/(when_made|who_made|is_supply)/ }, 'etsy.era_invalid', 'made_year'),
  rule({ path: /^\/title/ }, 'etsy.title_invalid', 'title'),
  rule({ path: /^\/description/ }, 'etsy.description_invalid', 'description'),
  rule({ path: /^\/.*\bsku/ }, 'etsy.sku_invalid', 'sku'),
  rule({ path: /^\/.*\bprice/ }, 'etsy.price_invalid', 'price'),
  rule({ path: /^\/.*\bquantity/ }, 'etsy.quantity_invalid', 'quantity'),
  rule({ path: /^\/taxonomy/ }, 'etsy.category_invalid', 'category'),
  rule({ path: /^\/tags?\b/ }, 'etsy.tags_invalid', 'attributes.etsy_tags'),
  rule({ path: /^\/materials?\b/ }, 'etsy.material_invalid', 'material'),
  rule({ path: /^\/(images?|overwrite|rank|alt_text)\b/ }, 'etsy.picture_invalid', 'pictures'),
  rule(
    { path: /^\/shipping/ },
    'etsy.policy_missing',
    `${TERMS}.shipping_profile_id`,
    'The shipping profile does not fit.',
  ),
  rule(
    { path: /^\/return/ },
    'etsy.policy_missing',
    `${TERMS}.return_policy_id`,
    'The return policy does not fit.',
  ),
  rule(
    { path: /^\/.*(readiness|processing)/ },
    'etsy.policy_missing',
    `${TERMS}.readiness_state_id`,
    'The processing profile does not fit.',
  ),
  rule({ path: /^\/shop_id/ }, 'etsy.shop_invalid', `${TERMS}.shop_id`),
  rule({ path: /^\/(properties|property|value|scale)/ }, 'etsy.property_invalid', 'attributes'),
  rule(
    { words: /frozen/i },
    'etsy.frozen',
    'account',
    'Etsy has frozen this listing or the shop. Look at your messages on Etsy.',
  ),
  rule({ words: /cannot activate|not (be )?publish(ed|able)/i }, 'etsy.not_activatable'),
  rule(
    { words: /return[_ ]polic/i },
    'etsy.policy_missing',
    `${TERMS}.return_policy_id`,
    'The return policy does not fit.',
  ),
  rule(
    { words: /shipping[_ ](profile|template)/i },
    'etsy.policy_missing',
    `${TERMS}.shipping_profile_id`,
    'The shipping profile does not fit.',
  ),
  rule(
    { words: /readiness[_ ]state|processing[_ ]profile/i },
    'etsy.policy_missing',
    `${TERMS}.readiness_state_id`,
    'The processing profile does not fit.',
  ),
  rule(
    { words: /\bimages?\b|\bphotos?\b/i },
    'etsy.picture_invalid',
    'pictures',
    'Etsy does not accept the pictures.',
  ),
  rule(
    { words: /\bshop\b.*(not found|not own|not belong|invalid)|(invalid|unknown) shop/i },
    'etsy.shop_invalid',
    `${TERMS}.shop_id`,
  ),
  rule({ words: /taxonomy/i }, 'etsy.category_invalid', 'category'),
  rule({ words: /\btitle\b/i }, 'etsy.title_invalid', 'title'),
  rule({ words: /\bprice\b/i }, 'etsy.price_invalid', 'price'),
  rule({ words: /insufficient[_ ]scope|\bscopes?\b/i }, 'etsy.consent_insufficient'),
  rule({ words: /api[_ -]?key|keystring|shared secret/i }, 'etsy.key_invalid'),
];

/**
 * Finds what a complaint means.
 * @param problem one of Etsy's problems
 * @returns the first rule that fits; undefined where none does
 */
export function etsyRuleOf({ path, type, message }: EtsyProblem): EtsyErrorRule | undefined {
  return ETSY_ERRORS.find(
    (rule) =>
      (rule.path === undefined || rule.path.test(path)) &&
      (rule.words === undefined || rule.words.test(`${type} ${message}`)),
  );
}
