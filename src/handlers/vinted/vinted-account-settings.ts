import type { FieldError } from '../../domain/errors.ts';
import { integerOf, textOf } from '../http/json-shape.ts';
import { PACKAGE_SIZES } from './vinted-limits.ts';
import { VINTED_SITES } from './vinted-sites.ts';

/** A Vinted account's settings after they were parsed. */
export interface VintedAccountSettings {
  /** The site the account belongs to (`vinted.fr`). */
  readonly site: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Parcel of products that name none. */
  readonly packageSizeId: number;
}

/** Parsed settings, or what is wrong with them. */
export type VintedSettingsReading =
  | { readonly ok: true; readonly settings: VintedAccountSettings }
  | { readonly ok: false; readonly fields: readonly FieldError[] };

/**
 * Parses an account's settings.
 * @param raw settings as stored: `site`, and optionally `package_size_id` (1 where absent)
 * @returns the settings, or one field error for each that is missing or impossible
 */
export function readVintedSettings(raw: Readonly<Record<string, unknown>>): VintedSettingsReading {
  const fields: FieldError[] = [];
  const site = (textOf(raw['site']) ?? '').replace(/^www\./, '');
  const currency = Object.hasOwn(VINTED_SITES, site) ? VINTED_SITES[site] : undefined;
  if (site === '') {
    fields.push(wrong('site', 'vinted.setting_missing', 'Choose the Vinted site this account belongs to.'));
  } else if (currency === undefined) {
    fields.push(wrong('site', 'vinted.setting_invalid', `StoFlow does not list on ${site}.`));
  }
  const packageSizeId = integerOf(raw['package_size_id'] ?? PACKAGE_SIZES[0]);
  if (!isPackageSize(packageSizeId)) {
    fields.push(
      wrong(
        'package_size_id',
        'vinted.setting_invalid',
        'Choose the size of parcels: small (1), medium (2), large (3) or very large (5).',
      ),
    );
  }
  return fields.length > 0 || currency === undefined || packageSizeId === undefined
    ? { ok: false, fields }
    : { ok: true, settings: { site, currency, packageSizeId } };
}

/**
 * @param size anything
 * @returns whether Vinted knows parcels of this size
 */
export function isPackageSize(size: number | undefined): boolean {
  return PACKAGE_SIZES.some((known) => known === size);
}

function wrong(key: string, code: string, message: string): FieldError {
  return { field: `account.settings.${key}`, code, message };
}
