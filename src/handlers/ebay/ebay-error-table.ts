import type { ErrorClass } from '../../domain/error-entry.ts';
import type { Actor } from '../../domain/vocabulary.ts';
import { EBAY_ERROR_CATALOGUE } from './ebay-error-catalogue.ts';
import type { EbayErrorCode } from './ebay-error-catalogue.ts';

/** What one of eBay's error numbers means to us. */
export interface EbayErrorRule {
  /**
   * `refused`: no for good · `maybe`: a system error, which may hide an effect · `busy`: certainly without effect,
   * worth repeating · `tomorrow`: no for the rest of eBay's day · `reauth`: the seller's consent does not cover the call
   */
  readonly kind: 'refused' | 'maybe' | 'busy' | 'tomorrow' | 'reauth';
  readonly code: EbayErrorCode;
  /** The product's or the account's field that is wrong; absent where eBay names it or none is. */
  readonly field?: string;
  readonly actor: Actor;
  /** A sentence a seller understands; eBay's own words follow it. */
  readonly message: string;
}

const KINDS = {
  refused: 'refused',
  unknown: 'maybe',
  retry: 'busy',
  waits: 'reauth',
  attention: 'refused',
} as const satisfies Record<ErrorClass, EbayErrorRule['kind']>;

/**
 * Makes a rule out of the catalogue's entry of a code.
 * @param code the code
 * @param field the product's or the account's field that is wrong, where eBay does not name it
 * @param message where one code stands for several things
 * @returns the rule
 */
export function ebayRule(
  code: EbayErrorCode,
  field?: string,
  message: string = EBAY_ERROR_CATALOGUE[code].happened,
): EbayErrorRule {
  const { class: kind, actor } = EBAY_ERROR_CATALOGUE[code];
  return { kind: KINDS[kind], code, actor, message, ...(field === undefined ? {} : { field }) };
}

const REAUTH = ebayRule('ebay.consent_insufficient');
const SYSTEM = ebayRule('ebay.system_error');
const PRODUCT_SAFETY = ebayRule('ebay.product_safety_incomplete', 'attributes');
const NOT_REVISABLE = ebayRule('ebay.not_revisable');
const PICTURES = ebayRule('ebay.picture_invalid', 'pictures');
const NOT_REVISABLE_NOW = ebayRule(
  'ebay.not_revisable',
  undefined,
  'eBay does not let a listing be changed while it has bids or offers, or ends within 12 hours.',
);

/**
 * A listing takes 250 revisions a calendar day (Inventory API 1.18.5). The contract gives the refusal no number of its
 * own, so it is known by its words among the numbers eBay uses for revisions it does not make.
 */
export const REVISIONS_USED_UP: EbayErrorRule & { readonly ids: readonly number[]; readonly words: RegExp } =
  {
    ...ebayRule('ebay.revisions_used_up'),
    kind: 'tomorrow',
    ids: [25002, 25019, 25604],
    words:
      /revis.*(\b250\b|limit|too many|maximum|threshold)|(\b250\b|limit|too many|maximum|threshold).*revis/i,
  };
const TERMS = 'account.settings';

/** eBay's error numbers (Inventory API 1.18.5, Media API) that mean more than their HTTP status. */
export const EBAY_ERRORS: ReadonlyMap<number, EbayErrorRule> = new Map([
  [1100, REAUTH],
  [2003, ebayRule('ebay.request_invalid')],
  [2004, ebayRule('ebay.request_invalid')],
  [25001, SYSTEM],
  // Generic: also "add at least one photo". Only the step that creates offers may read it as a duplicate.
  [25002, ebayRule('ebay.user_error')],
  [25003, ebayRule('ebay.price_invalid', 'price')],
  [25004, ebayRule('ebay.quantity_invalid', 'quantity')],
  [25005, ebayRule('ebay.category_invalid', 'category')],
  [25006, ebayRule('ebay.option_invalid')],
  [25007, policy('fulfillment_policy_id', 'The shipping policy does not fit.')],
  [25008, policy('payment_policy_id', 'The payment policy does not fit.')],
  [25009, policy('return_policy_id', 'The return policy does not fit.')],
  [25012, ebayRule('ebay.location_invalid', `${TERMS}.merchant_location_key`)],
  [25014, PICTURES],
  [25015, PICTURES],
  [25016, ebayRule('ebay.field_invalid')],
  [25017, ebayRule('ebay.field_missing')],
  [25018, ebayRule('ebay.account_incomplete', 'account')],
  [25019, NOT_REVISABLE],
  [25021, ebayRule('ebay.condition_invalid', 'condition')],
  [25022, ebayRule('ebay.aspect_invalid', 'attributes.ebay_aspects')],
  [25025, ebayRule('ebay.busy')],
  [25026, ebayRule('ebay.selling_limit', 'account')],
  [25029, ebayRule('ebay.aspect_missing')],
  [25035, ebayRule('ebay.policy_missing', TERMS, 'A policy does not belong to this eBay site.')],
  [25038, NOT_REVISABLE_NOW],
  [25039, NOT_REVISABLE_NOW],
  [25040, NOT_REVISABLE_NOW],
  [25080, ebayRule('ebay.field_too_long')],
  [25086, PICTURES],
  [25097, ebayRule('ebay.on_hold')],
  ...([25109, 25110, 25111, 25113, 25114, 25115, 25116, 25118, 25119] as const).map(
    (id) => [id, PRODUCT_SAFETY] as const,
  ),
  [25501, PICTURES],
  [25604, ebayRule('ebay.input_error')],
  [25702, ebayRule('ebay.item_gone', 'sku')],
  [25707, ebayRule('ebay.sku_invalid')],
  // At publish it also stands for a policy of another site, so it never proves that the offer is gone.
  [25713, ebayRule('ebay.offer_unavailable')],
  [190000, SYSTEM],
  [190013, REAUTH],
  [190201, ebayRule('ebay.picture_too_large', 'pictures')],
  [190202, ebayRule('ebay.picture_too_large', 'pictures', 'A picture has more pixels than eBay allows.')],
  [190203, ebayRule('ebay.picture_format', 'pictures')],
]);

function policy(setting: string, message: string): EbayErrorRule {
  return ebayRule('ebay.policy_missing', `account.settings.${setting}`, message);
}
