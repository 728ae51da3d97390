import type { Actor } from '../../domain/vocabulary.ts';

/** What one of eBay's error numbers means to us. */
export interface EbayErrorRule {
  /**
   * `refused`: no for good · `maybe`: a system error, which may hide an effect · `busy`: certainly without effect,
   * worth repeating · `tomorrow`: no for the rest of eBay's day · `reauth`: the seller's consent does not cover the call
   */
  readonly kind: 'refused' | 'maybe' | 'busy' | 'tomorrow' | 'reauth';
  readonly code: string;
  /** The product's or the account's field that is wrong; absent where eBay names it or none is. */
  readonly field?: string;
  readonly actor: Actor;
  /** A sentence a seller understands; eBay's own words follow it. */
  readonly message: string;
}

const seller = (code: string, message: string, field?: string): EbayErrorRule => ({
  kind: 'refused',
  code,
  message,
  actor: 'seller',
  ...(field === undefined ? {} : { field }),
});
const ours = (code: string, message: string): EbayErrorRule => ({
  kind: 'refused',
  code,
  message,
  actor: 'us',
});
const other = (kind: 'maybe' | 'busy', code: string, message: string): EbayErrorRule => ({
  kind,
  code,
  message,
  actor: 'marketplace',
});
const reauth: EbayErrorRule = {
  kind: 'reauth',
  code: 'ebay.consent_insufficient',
  message: "StoFlow's access to this eBay account does not cover this call. Connect the account again.",
  actor: 'seller',
};

const SYSTEM = other('maybe', 'ebay.system_error', 'eBay had an internal error.');
const PRODUCT_SAFETY = seller(
  'ebay.product_safety_incomplete',
  'eBay needs complete manufacturer or EU responsible person details (GPSR).',
  'attributes',
);
const NOT_REVISABLE = seller('ebay.not_revisable', 'eBay does not let this listing be changed now.');
const NOT_REVISABLE_NOW = seller(
  'ebay.not_revisable',
  'eBay does not let a listing be changed while it has bids or offers, or ends within 12 hours.',
);

/**
 * A listing takes 250 revisions a calendar day (Inventory API 1.18.5). The contract gives the refusal no number of its
 * own, so it is known by its words among the numbers eBay uses for revisions it does not make.
 */
export const REVISIONS_USED_UP: EbayErrorRule & { readonly ids: readonly number[]; readonly words: RegExp } =
  {
    kind: 'tomorrow',
    code: 'ebay.revisions_used_up',
    message: 'eBay takes no more changes of this listing today; StoFlow goes on tomorrow.',
    actor: 'marketplace',
    ids: [25002, 25019, 25604],
    words:
      /revis.*(\b250\b|limit|too many|maximum|threshold)|(\b250\b|limit|too many|maximum|threshold).*revis/i,
  };
const PICTURES = seller('ebay.picture_invalid', 'eBay does not accept the pictures.', 'pictures');
const TERMS = 'account.settings';

/** eBay's error numbers (Inventory API 1.18.5, Media API) that mean more than their HTTP status. */
export const EBAY_ERRORS: ReadonlyMap<number, EbayErrorRule> = new Map([
  [1100, reauth],
  [2003, ours('ebay.request_invalid', 'eBay could not read what StoFlow sent.')],
  [2004, ours('ebay.request_invalid', 'eBay could not read what StoFlow sent.')],
  [25001, SYSTEM],
  // Generic: also "add at least one photo". Only the step that creates offers may read it as a duplicate.
  [25002, seller('ebay.user_error', 'eBay does not accept this listing as it is.')],
  [25003, seller('ebay.price_invalid', 'eBay does not accept the price.', 'price')],
  [25004, seller('ebay.quantity_invalid', 'eBay does not accept the quantity.', 'quantity')],
  [25005, seller('ebay.category_invalid', 'eBay does not accept the category.', 'category')],
  [25006, seller('ebay.option_invalid', 'eBay does not accept a listing option.')],
  [
    25007,
    seller('ebay.policy_missing', 'The shipping policy does not fit.', `${TERMS}.fulfillment_policy_id`),
  ],
  [25008, seller('ebay.policy_missing', 'The payment policy does not fit.', `${TERMS}.payment_policy_id`)],
  [25009, seller('ebay.policy_missing', 'The return policy does not fit.', `${TERMS}.return_policy_id`)],
  [
    25012,
    seller(
      'ebay.location_invalid',
      'eBay does not know the inventory location.',
      `${TERMS}.merchant_location_key`,
    ),
  ],
  [25014, PICTURES],
  [25015, PICTURES],
  [25016, seller('ebay.field_invalid', 'eBay does not accept the value of a field.')],
  [25017, seller('ebay.field_missing', 'eBay misses a field.')],
  [25018, seller('ebay.account_incomplete', 'Complete your eBay seller account first.', 'account')],
  [25019, NOT_REVISABLE],
  [25021, seller('ebay.condition_invalid', 'The category does not know this condition.', 'condition')],
  [25022, seller('ebay.aspect_invalid', 'eBay does not accept an item specific.', 'attributes.ebay_aspects')],
  [25025, other('busy', 'ebay.busy', 'eBay is still working on another change of this item.')],
  [25026, seller('ebay.selling_limit', 'Your eBay selling limit is used up for this month.', 'account')],
  [25029, seller('ebay.aspect_missing', 'The category needs another item specific.')],
  [25035, seller('ebay.policy_missing', 'A policy does not belong to this eBay site.', TERMS)],
  [25038, NOT_REVISABLE_NOW],
  [25039, NOT_REVISABLE_NOW],
  [25040, NOT_REVISABLE_NOW],
  [25080, seller('ebay.field_too_long', 'A field is longer than eBay allows.')],
  [25086, PICTURES],
  [25097, seller('ebay.on_hold', 'eBay holds this listing for a policy violation.')],
  ...([25109, 25110, 25111, 25113, 25114, 25115, 25116, 25118, 25119] as const).map(
    (id) => [id, PRODUCT_SAFETY] as const,
  ),
  [25501, PICTURES],
  [25604, seller('ebay.input_error', 'eBay does not accept an input.')],
  [25702, seller('ebay.item_gone', 'eBay has no item under this SKU any more; publish it anew.', 'sku')],
  [25707, ours('ebay.sku_invalid', 'eBay does not accept the SKU that StoFlow made.')],
  // At publish it also stands for a policy of another site, so it never proves that the offer is gone.
  [25713, seller('ebay.offer_unavailable', 'eBay says that this offer is not available.')],
  [190000, SYSTEM],
  [190013, reauth],
  [190201, seller('ebay.picture_too_large', 'A picture is larger than eBay allows.', 'pictures')],
  [190202, seller('ebay.picture_too_large', 'A picture has more pixels than eBay allows.', 'pictures')],
  [190203, seller('ebay.picture_format', 'A picture has a format that eBay does not take.', 'pictures')],
]);
