import type { FieldError } from '../../domain/errors.ts';
import type { AccountSnapshot, ProductSnapshot } from '../../domain/snapshots.ts';
import { textOf } from '../http/json-shape.ts';
import { readEbaySettings } from './ebay-account-settings.ts';
import type { EbayAccountSettings } from './ebay-account-settings.ts';
import { ebayCategoryOf } from './ebay-categories.ts';
import { ebayConditionOf } from './ebay-conditions.ts';
import { ebayTitleOf } from './ebay-texts.ts';
import { namedValuesOf } from '../mapping/named-values.ts';
import { CONDITION_NAMES, departmentOf } from '../mapping/vocabulary.ts';
import { PICTURES_MAX, PRICE_CENTS } from './ebay-limits.ts';

/** A product and settings that can be mapped, or everything that is wrong with them. */
export type Readiness =
  | { readonly ok: true; readonly settings: EbayAccountSettings }
  | { readonly ok: false; readonly fields: readonly FieldError[] };

/**
 * Checks whether a product can be published with an account, without any I/O.
 * @param product the product
 * @param account the account, whose settings are parsed here
 * @returns the parsed settings, or one entry for every field that stands in the way
 */
export function ebayReadiness(product: ProductSnapshot, account: AccountSnapshot): Readiness {
  const reading = readEbaySettings(account.settings);
  const wrongProduct = RULES.flatMap((rule) => rule(product) ?? []);
  if (!reading.ok) return { ok: false, fields: [...wrongProduct, ...reading.fields] };
  const fields = [...wrongProduct, ...currencyRule(product, reading.settings)];
  return fields.length > 0 ? { ok: false, fields } : { ok: true, settings: reading.settings };
}

type Rule = (product: ProductSnapshot) => FieldError | undefined;

const RULES: readonly Rule[] = [
  (product) =>
    ebayTitleOf(product.title) === ''
      ? wrong('title', 'ebay.title_missing', 'eBay needs a title.')
      : undefined,
  (product) =>
    (product.brand ?? '').trim() === ''
      ? wrong('brand', 'ebay.brand_missing', 'eBay needs a brand; write "No brand" where there is none.')
      : undefined,
  categoryRule,
  (product) =>
    ebayConditionOf(product.condition) === undefined
      ? wrong(
          'condition',
          product.condition === null ? 'ebay.condition_missing' : 'ebay.condition_unknown',
          `Choose a condition eBay knows: ${CONDITION_NAMES}.`,
        )
      : undefined,
  (product) =>
    product.pictures.length === 0
      ? wrong('pictures', 'ebay.picture_missing', 'eBay needs at least one picture.')
      : undefined,
  (product) =>
    product.pictures.length > PICTURES_MAX
      ? wrong('pictures', 'ebay.too_many_pictures', `eBay takes at most ${PICTURES_MAX} pictures.`)
      : undefined,
  (product) =>
    Number.isSafeInteger(product.quantity) && product.quantity >= 1
      ? undefined
      : wrong('quantity', 'ebay.quantity_invalid', 'There must be at least one piece to sell.'),
  priceRule,
  ({ attributes }) =>
    namedValuesOf(attributes['ebay_aspects']).ok
      ? undefined
      : wrong(
          'attributes.ebay_aspects',
          'ebay.aspect_invalid',
          'An eBay item specific is a name and a value, such as “Saison: Hiver”.',
        ),
];

function categoryRule(product: ProductSnapshot): FieldError | undefined {
  if (ebayCategoryOf(product) !== undefined) return undefined;
  if (textOf(product.attributes['ebay_category_id']) !== undefined) {
    return wrong('attributes.ebay_category_id', 'ebay.category_invalid', "eBay's categories are numbers.");
  }
  if ((product.category ?? '').trim() === '') {
    return wrong('category', 'ebay.category_missing', 'eBay needs a category.');
  }
  const women = ebayCategoryOf({ ...product, gender: 'women' });
  return women !== undefined && departmentOf(product.gender) === undefined
    ? wrong('gender', 'ebay.gender_missing', 'This category needs a gender, such as women or men.')
    : wrong(
        'category',
        'ebay.category_unknown',
        `StoFlow knows no eBay category for "${product.category}" of this gender; choose another, or give the eBay category number.`,
      );
}

function priceRule(product: ProductSnapshot): FieldError | undefined {
  const cents = /^\d+\.\d{2}$/.test(product.price) ? BigInt(product.price.replace('.', '')) : 0n;
  return cents >= PRICE_CENTS.least && cents <= PRICE_CENTS.most
    ? undefined
    : wrong('price', 'ebay.price_out_of_range', 'eBay takes prices from 0.99 to 99,999.00.');
}

function currencyRule(product: ProductSnapshot, settings: EbayAccountSettings): readonly FieldError[] {
  const { currency } = settings.marketplace;
  return product.currency === currency
    ? []
    : [
        wrong(
          'currency',
          'ebay.currency_mismatch',
          `${settings.marketplace.site} sells in ${currency}; this product is priced in ${product.currency}.`,
        ),
      ];
}

function wrong(field: string, code: string, message: string): FieldError {
  return { field, code, message };
}
