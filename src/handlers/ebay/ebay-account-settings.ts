import type { FieldError } from '../../domain/errors.ts';
import { textOf } from '../http/json-shape.ts';
import { EBAY_LANGUAGES, EBAY_MARKETPLACES } from './ebay-marketplaces.ts';
import type { EbayLanguage, EbayMarketplace } from './ebay-marketplaces.ts';
import { LOCATION_KEY_MAX } from './ebay-limits.ts';

/** An eBay account's settings after they were parsed: where it lists, and under which of the seller's terms. */
export interface EbayAccountSettings {
  /** eBay's MarketplaceEnum (`EBAY_FR`). */
  readonly marketplaceId: string;
  readonly marketplace: EbayMarketplace;
  /** Locale of the listing's texts (`fr-FR`). */
  readonly contentLanguage: string;
  readonly language: EbayLanguage;
  readonly fulfillmentPolicyId: string;
  readonly paymentPolicyId: string;
  readonly returnPolicyId: string;
  readonly merchantLocationKey: string;
}

/** Parsed settings, or what is wrong with them. */
export type SettingsReading =
  | { readonly ok: true; readonly settings: EbayAccountSettings }
  | { readonly ok: false; readonly fields: readonly FieldError[] };

/** Settings that must be there, with the sentence a seller reads where one is not. */
const REQUIRED = {
  marketplace_id: 'Choose the eBay site this account lists on.',
  fulfillment_policy_id: 'Choose one of your eBay shipping policies.',
  payment_policy_id: 'Choose one of your eBay payment policies.',
  return_policy_id: 'Choose one of your eBay return policies.',
  merchant_location_key: 'Choose the eBay inventory location your items ship from.',
} as const;

/**
 * Parses an account's settings.
 * @param raw settings as stored, keys as in `REQUIRED` and an optional `content_language`
 * @returns the settings, or one field error for each that is missing or impossible
 */
export function readEbaySettings(raw: Readonly<Record<string, unknown>>): SettingsReading {
  const fields: FieldError[] = Object.entries(REQUIRED)
    .filter(([key]) => textOf(raw[key]) === undefined)
    .map(([key, message]) => fieldError(key, 'ebay.setting_missing', message));
  const value = (key: keyof typeof REQUIRED): string => textOf(raw[key]) ?? '';
  const marketplaceId = value('marketplace_id');
  const marketplace = Object.hasOwn(EBAY_MARKETPLACES, marketplaceId)
    ? EBAY_MARKETPLACES[marketplaceId]
    : undefined;
  if (marketplaceId !== '' && marketplace === undefined) {
    fields.push(
      fieldError('marketplace_id', 'ebay.setting_invalid', `StoFlow does not list on ${marketplaceId}.`),
    );
  }
  if (value('merchant_location_key').length > LOCATION_KEY_MAX) {
    fields.push(
      fieldError(
        'merchant_location_key',
        'ebay.setting_invalid',
        `The location's key must not exceed ${LOCATION_KEY_MAX} characters.`,
      ),
    );
  }
  const contentLanguage = textOf(raw['content_language']) ?? marketplace?.contentLanguage ?? '';
  const language = EBAY_LANGUAGES.find((known) => known === contentLanguage.slice(0, 2).toLowerCase());
  if (marketplace !== undefined && (language === undefined || !/^[a-z]{2}-[A-Z]{2}$/.test(contentLanguage))) {
    fields.push(
      fieldError('content_language', 'ebay.setting_invalid', 'Choose a language such as fr-FR or en-GB.'),
    );
  }
  if (fields.length > 0 || marketplace === undefined || language === undefined) return { ok: false, fields };
  return {
    ok: true,
    settings: {
      marketplaceId,
      marketplace,
      contentLanguage,
      language,
      fulfillmentPolicyId: value('fulfillment_policy_id'),
      paymentPolicyId: value('payment_policy_id'),
      returnPolicyId: value('return_policy_id'),
      merchantLocationKey: value('merchant_location_key'),
    },
  };
}

function fieldError(key: string, code: string, message: string): FieldError {
  return { field: `account.settings.${key}`, code, message };
}
