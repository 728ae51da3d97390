import type { FieldError } from '../../domain/errors.ts';
import { integerOf, recordOf, textOf } from '../http/json-shape.ts';

/** An Etsy account's settings after they were parsed: its shop, and under which of the seller's terms it lists. */
export interface EtsyAccountSettings {
  readonly shopId: number;
  readonly shippingProfileId: number;
  readonly returnPolicyId: number;
  readonly readinessStateId: number;
  /** ISO 4217; the shop's currency, where the account knows it. */
  readonly currency: string | undefined;
  /** Etsy's taxonomy ids by the product's category, in the seller's own words. */
  readonly taxonomy: Readonly<Record<string, unknown>>;
}

/** Parsed settings, or what is wrong with them. */
export type SettingsReading =
  | { readonly ok: true; readonly settings: EtsyAccountSettings }
  | { readonly ok: false; readonly fields: readonly FieldError[] };

/** Settings that must be there, with the sentence a seller reads where one is not. All are Etsy's numbers. */
const REQUIRED = {
  shop_id: 'Choose your Etsy shop.',
  shipping_profile_id: 'Choose one of your Etsy shipping profiles.',
  return_policy_id: 'Choose one of your Etsy return policies.',
  readiness_state_id: 'Choose one of your Etsy processing profiles.',
} as const;

/**
 * Parses an account's settings.
 * @param raw settings as stored, keys as in `REQUIRED`, and an optional `currency` and `taxonomy`
 * @returns the settings, or one field error for each that is missing or impossible
 */
export function readEtsySettings(raw: Readonly<Record<string, unknown>>): SettingsReading {
  const number = (key: keyof typeof REQUIRED): number | undefined => positive(raw[key]);
  const fields: FieldError[] = (Object.keys(REQUIRED) as (keyof typeof REQUIRED)[])
    .filter((key) => number(key) === undefined)
    .map((key) =>
      textOf(raw[key]) === undefined
        ? fieldError(key, 'etsy.setting_missing', REQUIRED[key])
        : fieldError(key, 'etsy.setting_invalid', `${REQUIRED[key]} Etsy's ids are numbers.`),
    );
  const currency = textOf(raw['currency']);
  if (currency !== undefined && !/^[A-Z]{3}$/.test(currency)) {
    fields.push(fieldError('currency', 'etsy.setting_invalid', 'A currency has three letters, such as EUR.'));
  }
  if (fields.length > 0) return { ok: false, fields };
  return {
    ok: true,
    settings: {
      shopId: number('shop_id') ?? 0,
      shippingProfileId: number('shipping_profile_id') ?? 0,
      returnPolicyId: number('return_policy_id') ?? 0,
      readinessStateId: number('readiness_state_id') ?? 0,
      currency,
      taxonomy: recordOf(raw['taxonomy']),
    },
  };
}

/**
 * Reads one of Etsy's ids.
 * @param value a number, or its digits as text
 * @returns the number; undefined where it is no positive whole number
 */
export function positive(value: unknown): number | undefined {
  const number = integerOf(value);
  return number !== undefined && number > 0 ? number : undefined;
}

function fieldError(key: string, code: string, message: string): FieldError {
  return { field: `account.settings.${key}`, code, message };
}
