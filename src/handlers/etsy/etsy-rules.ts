import type { FieldError } from '../../domain/errors.ts';
import type { AccountSnapshot, ProductSnapshot } from '../../domain/snapshots.ts';
import { textOf } from '../http/json-shape.ts';
import { namedValuesOf } from '../mapping/named-values.ts';
import { departmentOf } from '../mapping/vocabulary.ts';
import { readEtsySettings } from './etsy-account-settings.ts';
import type { EtsyAccountSettings } from './etsy-account-settings.ts';
import { taxonomyWishOf } from './etsy-categories.ts';
import { provenanceOf } from './etsy-provenance.ts';
import type { Provenance } from './etsy-provenance.ts';
import { etsyTitleOf } from './etsy-texts.ts';
import { DESCRIPTION_MAX, PICTURES_MAX, PRICE_CENTS } from './etsy-content-limits.ts';

/** A product and settings that can be mapped, or everything that is wrong with them. */
export type Readiness =
  | { readonly ok: true; readonly settings: EtsyAccountSettings; readonly provenance: Provenance }
  | { readonly ok: false; readonly fields: readonly FieldError[] };

/**
 * Checks whether a product can be published with an account, without any I/O.
 * @param product the product
 * @param account the account, whose settings are parsed here
 * @param currentYear the present year: what is vintage depends on it
 * @returns the parsed settings and the provenance, or one entry for every field that stands in the way
 */
export function etsyReadiness(
  product: ProductSnapshot,
  account: AccountSnapshot,
  currentYear: number,
): Readiness {
  const reading = readEtsySettings(account.settings);
  const settings = reading.ok ? reading.settings : undefined;
  const origin = provenanceOf(product, currentYear);
  const fields = [
    ...RULES.flatMap((rule) => rule(product) ?? []),
    ...(categoryRule(product, settings) ?? []),
    ...(origin.ok ? [] : origin.fields),
    ...(settings === undefined ? [] : currencyRule(product, settings)),
    ...(reading.ok ? [] : reading.fields),
  ];
  return reading.ok && origin.ok && fields.length === 0
    ? { ok: true, settings: reading.settings, provenance: origin.provenance }
    : { ok: false, fields };
}

type Rule = (product: ProductSnapshot) => FieldError | undefined;

const RULES: readonly Rule[] = [
  (product) =>
    etsyTitleOf(product.title) === ''
      ? wrong('title', 'etsy.title_missing', 'Etsy needs a title.')
      : undefined,
  (product) =>
    product.pictures.length === 0
      ? wrong('pictures', 'etsy.picture_missing', 'Etsy needs at least one picture.')
      : undefined,
  (product) =>
    product.pictures.length > PICTURES_MAX
      ? wrong('pictures', 'etsy.too_many_pictures', `Etsy takes at most ${PICTURES_MAX} pictures.`)
      : undefined,
  (product) =>
    Number.isSafeInteger(product.quantity) && product.quantity >= 1
      ? undefined
      : wrong('quantity', 'etsy.quantity_invalid', 'There must be at least one piece to sell.'),
  (product) =>
    isPriceTaken(product.price)
      ? undefined
      : wrong('price', 'etsy.price_invalid', 'Etsy takes prices from 0.20 to 50,000.00.'),
  (product) =>
    product.description.length > DESCRIPTION_MAX
      ? wrong(
          'description',
          'etsy.description_too_long',
          `Etsy takes descriptions of at most ${DESCRIPTION_MAX} characters.`,
        )
      : undefined,
  ({ attributes }) =>
    namedValuesOf(attributes['etsy_properties']).ok
      ? undefined
      : wrong(
          'attributes.etsy_properties',
          'etsy.attribute_invalid',
          'An Etsy attribute is a name and a value, such as “Sleeve length: Long”.',
        ),
];

function isPriceTaken(price: string): boolean {
  if (!/^\d+\.\d{2}$/.test(price)) return false;
  const cents = BigInt(price.replace('.', ''));
  return cents >= PRICE_CENTS.least && cents <= PRICE_CENTS.most;
}

function categoryRule(
  product: ProductSnapshot,
  settings: EtsyAccountSettings | undefined,
): readonly FieldError[] | undefined {
  if (taxonomyWishOf(product, settings) !== undefined) return undefined;
  if (textOf(product.attributes['etsy_taxonomy_id']) !== undefined) {
    return [wrong('attributes.etsy_taxonomy_id', 'etsy.category_invalid', "Etsy's categories are numbers.")];
  }
  if ((product.category ?? '').trim() === '') {
    return [wrong('category', 'etsy.category_missing', 'Etsy needs a category.')];
  }
  const known = taxonomyWishOf({ ...product, gender: 'women' }, settings) !== undefined;
  return known && departmentOf(product.gender) === undefined
    ? [wrong('gender', 'etsy.gender_missing', 'This category needs a gender, such as women or men.')]
    : [
        wrong(
          'category',
          'etsy.category_unknown',
          `StoFlow knows no Etsy category for "${product.category}"; choose another, or give the Etsy category number.`,
        ),
      ];
}

function currencyRule(product: ProductSnapshot, { currency }: EtsyAccountSettings): readonly FieldError[] {
  if (currency === undefined || product.currency === currency) return [];
  const message = `This Etsy shop sells in ${currency}; this product is priced in ${product.currency}.`;
  return [wrong('currency', 'etsy.currency_mismatch', message)];
}

function wrong(field: string, code: string, message: string): FieldError {
  return { field, code, message };
}

/**
 * Tells what keeps a product from being listed.
 * @param product the product; null for a job without one
 * @param account the account, with its settings
 * @param currentYear the present year
 * @returns the wrong fields; none where it fits
 */
export function etsyPreflight(
  product: ProductSnapshot | null,
  account: AccountSnapshot,
  currentYear: number,
): readonly FieldError[] {
  if (product === null) {
    return [{ field: 'product_id', code: 'etsy.product_required', message: 'Publishing needs a product.' }];
  }
  const readiness = etsyReadiness(product, account, currentYear);
  return readiness.ok ? [] : readiness.fields;
}
