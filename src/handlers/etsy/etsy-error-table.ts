import type { Actor } from '../../domain/vocabulary.ts';
import type { EtsyProblem } from './etsy-error-shapes.ts';

/** What one of Etsy's complaints means to us. Etsy has no error numbers, so its paths and words are matched. */
export interface EtsyErrorRule {
  /** Matches Etsy's path, from its start; absent where any path will do. */
  readonly path?: RegExp;
  /** Matches Etsy's type or message; absent where the path says enough. */
  readonly words?: RegExp;
  /** `refused`: no for good · `busy`: certainly without effect, worth repeating · `reauth`: the consent is too narrow */
  readonly kind: 'refused' | 'busy' | 'reauth';
  readonly code: string;
  /** The product's or the account's field that is wrong. */
  readonly field?: string;
  readonly actor: Actor;
  /** A sentence a seller understands; Etsy's own words follow it. */
  readonly message: string;
}

const TERMS = 'account.settings';

function seller(
  match: Pick<EtsyErrorRule, 'path' | 'words'>,
  code: string,
  message: string,
  field?: string,
): EtsyErrorRule {
  return {
    ...match,
    kind: 'refused',
    code,
    message,
    actor: 'seller',
    ...(field === undefined ? {} : { field }),
  };
}

/** Etsy's complaints; the first rule that fits a problem counts. */
export const ETSY_ERRORS: readonly EtsyErrorRule[] = [
  // `/marketplace` is what Etsy answers to a wrong who, when and supply together.
  seller(
    { path: /^\/marketplace/ },
    'etsy.not_allowed',
    'Etsy does not take this product: second-hand goods must be vintage.',
    'made_year',
  ),
  seller(
    { words: /cannot sell this item on etsy/i },
    'etsy.not_allowed',
    'Etsy does not take this product: second-hand goods must be vintage.',
    'made_year',
  ),
  seller(
    { path: /^\/(when_made|who_made|is_supply)/ },
    'etsy.era_invalid',
    'Etsy does not accept who made the product, or when.',
    'made_year',
  ),
  seller({ path: /^\/title/ }, 'etsy.title_invalid', 'Etsy does not accept the title.', 'title'),
  seller(
    { path: /^\/description/ },
    'etsy.description_invalid',
    'Etsy does not accept the description.',
    'description',
  ),
  seller({ path: /^\/.*\bsku/ }, 'etsy.sku_invalid', 'Etsy does not accept the SKU.', 'sku'),
  seller({ path: /^\/.*\bprice/ }, 'etsy.price_invalid', 'Etsy does not accept the price.', 'price'),
  seller(
    { path: /^\/.*\bquantity/ },
    'etsy.quantity_invalid',
    'Etsy does not accept the quantity.',
    'quantity',
  ),
  seller({ path: /^\/taxonomy/ }, 'etsy.category_invalid', 'Etsy does not accept the category.', 'category'),
  seller({ path: /^\/tags?\b/ }, 'etsy.tags_invalid', 'Etsy does not accept a tag.', 'attributes.etsy_tags'),
  seller(
    { path: /^\/materials?\b/ },
    'etsy.material_invalid',
    'Etsy does not accept the material.',
    'material',
  ),
  seller(
    { path: /^\/(images?|overwrite|rank|alt_text)\b/ },
    'etsy.picture_invalid',
    'Etsy does not accept a picture.',
    'pictures',
  ),
  seller(
    { path: /^\/shipping/ },
    'etsy.policy_missing',
    'The shipping profile does not fit.',
    `${TERMS}.shipping_profile_id`,
  ),
  seller(
    { path: /^\/return/ },
    'etsy.policy_missing',
    'The return policy does not fit.',
    `${TERMS}.return_policy_id`,
  ),
  seller(
    { path: /^\/.*(readiness|processing)/ },
    'etsy.policy_missing',
    'The processing profile does not fit.',
    `${TERMS}.readiness_state_id`,
  ),
  seller(
    { path: /^\/shop_id/ },
    'etsy.shop_invalid',
    'The shop does not belong to this account.',
    `${TERMS}.shop_id`,
  ),
  seller(
    { path: /^\/(properties|property|value|scale)/ },
    'etsy.property_invalid',
    'Etsy does not accept an attribute.',
    'attributes',
  ),
  seller(
    { words: /frozen/i },
    'etsy.frozen',
    'Etsy has frozen this listing or the shop. Look at your messages on Etsy.',
    'account',
  ),
  seller(
    { words: /cannot activate|not (be )?publish(ed|able)/i },
    'etsy.not_activatable',
    'Etsy does not let this listing go live as it is.',
  ),
  seller(
    { words: /return[_ ]polic/i },
    'etsy.policy_missing',
    'The return policy does not fit.',
    `${TERMS}.return_policy_id`,
  ),
  seller(
    { words: /shipping[_ ](profile|template)/i },
    'etsy.policy_missing',
    'The shipping profile does not fit.',
    `${TERMS}.shipping_profile_id`,
  ),
  seller(
    { words: /readiness[_ ]state|processing[_ ]profile/i },
    'etsy.policy_missing',
    'The processing profile does not fit.',
    `${TERMS}.readiness_state_id`,
  ),
  seller(
    { words: /\bimages?\b|\bphotos?\b/i },
    'etsy.picture_invalid',
    'Etsy does not accept the pictures.',
    'pictures',
  ),
  seller(
    { words: /\bshop\b.*(not found|not own|not belong|invalid)|(invalid|unknown) shop/i },
    'etsy.shop_invalid',
    'The shop does not belong to this account.',
    `${TERMS}.shop_id`,
  ),
  seller({ words: /taxonomy/i }, 'etsy.category_invalid', 'Etsy does not accept the category.', 'category'),
  seller({ words: /\btitle\b/i }, 'etsy.title_invalid', 'Etsy does not accept the title.', 'title'),
  seller({ words: /\bprice\b/i }, 'etsy.price_invalid', 'Etsy does not accept the price.', 'price'),
  {
    words: /insufficient[_ ]scope|\bscopes?\b/i,
    kind: 'reauth',
    code: 'etsy.consent_insufficient',
    message: "StoFlow's access to this Etsy account does not cover this call. Connect the account again.",
    actor: 'seller',
  },
  {
    words: /api[_ -]?key|keystring|shared secret/i,
    kind: 'refused',
    code: 'etsy.key_invalid',
    message: "Etsy does not accept StoFlow's own key.",
    actor: 'us',
  },
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
