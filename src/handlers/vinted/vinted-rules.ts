import type { FieldError } from '../../domain/errors.ts';
import type { AccountSnapshot, ProductSnapshot } from '../../domain/snapshots.ts';
import { readVintedSettings } from './vinted-account-settings.ts';
import type { VintedAccountSettings } from './vinted-account-settings.ts';
import { CONDITION_NAMES } from '../mapping/vocabulary.ts';
import { catalogOf } from './vinted-catalog.ts';
import { statusIdOf } from './vinted-conditions.ts';
import { DESCRIPTION_MAX, PICTURES_MAX, PRICE_CENTS, TITLE_MAX } from './vinted-limits.ts';
import { ownValueErrors, ownValuesOf } from './vinted-own-values.ts';
import { sizeIdOf } from './vinted-sizes.ts';
import { markOf, vintedDescriptionOf, vintedTitleOf } from './vinted-texts.ts';

/** A product and settings that can be mapped, or everything that is wrong with them. */
export type Readiness =
  | { readonly ok: true; readonly settings: VintedAccountSettings }
  | { readonly ok: false; readonly fields: readonly FieldError[] };

/**
 * Checks whether a product can be published with an account, without any I/O.
 * @param product the product
 * @param account the account, whose settings are parsed here
 * @returns the parsed settings, or one entry for every field that stands in the way
 */
export function vintedReadiness(product: ProductSnapshot, account: AccountSnapshot): Readiness {
  const reading = readVintedSettings(account.settings);
  const wrongProduct = [...RULES.flatMap((rule) => rule(product) ?? []), ...ownValueErrors(product)];
  if (!reading.ok) return { ok: false, fields: [...wrongProduct, ...reading.fields] };
  const fields = [...wrongProduct, ...currencyRule(product, reading.settings)];
  return fields.length > 0 ? { ok: false, fields } : { ok: true, settings: reading.settings };
}

type Rule = (product: ProductSnapshot) => FieldError | undefined;

const RULES: readonly Rule[] = [
  titleRule,
  descriptionRule,
  ({ brand }) =>
    (brand ?? '').trim() === ''
      ? wrong('brand', 'vinted.brand_missing', 'Vinted needs a brand; write "No brand" where there is none.')
      : undefined,
  catalogRule,
  sizeRule,
  ({ condition }) =>
    statusIdOf(condition) === undefined
      ? wrong(
          'condition',
          condition === null ? 'vinted.condition_missing' : 'vinted.condition_unknown',
          `Choose a condition Vinted knows: ${CONDITION_NAMES}.`,
        )
      : undefined,
  ({ pictures }) =>
    pictures.length === 0
      ? wrong('pictures', 'vinted.picture_missing', 'Vinted needs at least one picture.')
      : undefined,
  ({ pictures }) =>
    pictures.length > PICTURES_MAX
      ? wrong('pictures', 'vinted.too_many_pictures', `Vinted takes at most ${PICTURES_MAX} pictures.`)
      : undefined,
  ({ quantity }) =>
    Number.isSafeInteger(quantity) && quantity >= 1
      ? undefined
      : wrong('quantity', 'vinted.quantity_invalid', 'There must be at least one piece to sell.'),
  priceRule,
];

function titleRule({ title }: ProductSnapshot): FieldError | undefined {
  const { length } = vintedTitleOf(title);
  if (length === 0) return wrong('title', 'vinted.title_missing', 'Vinted needs a title.');
  return length > TITLE_MAX
    ? wrong('title', 'vinted.title_too_long', `Vinted takes titles of at most ${TITLE_MAX} characters.`)
    : undefined;
}

function descriptionRule({ description, title, sku }: ProductSnapshot): FieldError | undefined {
  const mark = markOf(sku);
  return vintedDescriptionOf(description, title, mark).length > DESCRIPTION_MAX
    ? wrong(
        'description',
        'vinted.description_too_long',
        `Vinted takes ${DESCRIPTION_MAX} characters, the last line "${mark}" included.`,
      )
    : undefined;
}

function catalogRule(product: ProductSnapshot): FieldError | undefined {
  const reading = catalogOf(product);
  switch (reading.kind) {
    case 'found':
      return undefined;
    case 'invalid':
      return wrong(
        'attributes.vinted_catalog_id',
        'vinted.catalog_invalid',
        "Vinted's categories are numbers.",
      );
    case 'category_missing':
      return wrong('category', 'vinted.category_missing', 'Vinted needs a category.');
    case 'category_unknown':
      return wrong(
        'category',
        'vinted.category_unknown',
        `StoFlow knows no category of Vinted for "${product.category}"; choose another, or give the Vinted category number.`,
      );
    case 'gender_missing':
      return wrong(
        'gender',
        'vinted.gender_missing',
        'Vinted needs a gender, women, men or unisex; for others give the Vinted category number.',
      );
  }
}

/** A category that the product names by its id may have no sizes at all, so only Vinted can tell. */
function sizeRule(product: ProductSnapshot): FieldError | undefined {
  const reading = catalogOf(product);
  if (reading.kind !== 'found' || reading.named || reading.leaf.sizes === 'none') return undefined;
  if (ownValuesOf(product.attributes).sizeId !== undefined) return undefined;
  if ((product.size ?? '').trim() === '') {
    return wrong('size', 'vinted.size_missing', 'Vinted needs a size in this category.');
  }
  return sizeIdOf(product.size, reading.leaf.sizes) === undefined
    ? wrong(
        'size',
        'vinted.size_unknown',
        `StoFlow knows no size of Vinted for "${product.size}"; write it as Vinted does, or give the Vinted size number.`,
      )
    : undefined;
}

function priceRule({ price }: ProductSnapshot): FieldError | undefined {
  const cents = /^\d+\.\d{2}$/.test(price) ? BigInt(price.replace('.', '')) : 0n;
  return cents >= PRICE_CENTS.least && cents <= PRICE_CENTS.most
    ? undefined
    : wrong('price', 'vinted.price_out_of_range', 'Vinted takes prices from 1.00 to 30,000.00.');
}

function currencyRule(product: ProductSnapshot, settings: VintedAccountSettings): readonly FieldError[] {
  return product.currency === settings.currency
    ? []
    : [
        wrong(
          'currency',
          'vinted.currency_mismatch',
          `${settings.site} sells in ${settings.currency}; this product is priced in ${product.currency}.`,
        ),
      ];
}

function wrong(field: string, code: string, message: string): FieldError {
  return { field, code, message };
}
