import { describe, expect, it } from '@jest/globals';
import type { FieldError } from '../../../src/domain/errors.ts';
import { NEUTRAL_ERRORS } from '../../../src/handlers/contract/neutral-error-catalogue.ts';
import { EBAY_ATTRIBUTES } from '../../../src/handlers/ebay/ebay-attributes.ts';
import { EBAY_ERROR_CATALOGUE } from '../../../src/handlers/ebay/ebay-error-catalogue.ts';
import { ebayReadiness } from '../../../src/handlers/ebay/ebay-rules.ts';
import { ETSY_ATTRIBUTES } from '../../../src/handlers/etsy/etsy-attributes.ts';
import { ETSY_ERROR_CATALOGUE } from '../../../src/handlers/etsy/etsy-error-catalogue.ts';
import { etsyReadiness } from '../../../src/handlers/etsy/etsy-rules.ts';
import { PLUGIN_ERROR_CATALOGUE } from '../../../src/handlers/plugin/plugin-error-catalogue.ts';
import { VINTED_ATTRIBUTES } from '../../../src/handlers/vinted/vinted-attributes.ts';
import { VINTED_ERROR_CATALOGUE } from '../../../src/handlers/vinted/vinted-error-catalogue.ts';
import { vintedReadiness } from '../../../src/handlers/vinted/vinted-rules.ts';
import { aProduct as ebayProduct, anAccount as ebayAccount } from './ebay/product.ts';
import { anAccount as etsyAccount, aVintageProduct } from './etsy/product.ts';
import { aProduct as vintedProduct, anAccount as vintedAccount } from './vinted/product.ts';

/** Names that only programs use: `very_good`, `EBAY_FR`, `attributes.isbn`. */
const FOR_PROGRAMS = /[A-Za-z0-9]_[A-Za-z0-9]|\battributes\.[a-z]/;

const NOTHING = {
  title: ' ',
  brand: null,
  category: null,
  size: null,
  condition: null,
  gender: null,
  madeYear: null,
  pictures: [],
  quantity: 0,
  price: '0.01',
  currency: 'JPY',
  description: 'd'.repeat(200_000),
};
const STRANGE = {
  category: 'boats',
  condition: 'broken',
  size: 'huge',
  madeYear: 2025,
  attributes: {
    ebay_aspects: ['Droit'],
    etsy_properties: ['Long'],
    etsy_who_made: 'aliens',
    etsy_is_supply: 'perhaps',
    etsy_when_made: 'yesterday',
    vinted_size_id: 'M',
    vinted_brand_id: 'x',
    vinted_color_ids: ['x'],
    vinted_package_size_id: 9,
  },
};
const NUMBERS = { attributes: { ebay_category_id: 'x', etsy_taxonomy_id: 'x', vinted_catalog_id: 'x' } };
const NO_GENDER = { gender: null };

const fieldsOf = (reading: {
  readonly ok: boolean;
  readonly fields?: readonly FieldError[];
}): readonly FieldError[] => reading.fields ?? [];

describe('texts for sellers', () => {
  const catalogues = {
    NEUTRAL_ERRORS,
    PLUGIN_ERROR_CATALOGUE,
    EBAY_ERROR_CATALOGUE,
    ETSY_ERROR_CATALOGUE,
    VINTED_ERROR_CATALOGUE,
  };

  it.each(Object.entries(catalogues))(
    'of %s have no names in them that only programs use',
    (_name, catalogue) => {
      const texts = Object.values(catalogue).flatMap(({ happened, todo }) => [happened, todo]);
      expect(texts.length).toBeGreaterThan(5);
      expect(texts.filter((text) => FOR_PROGRAMS.test(text))).toEqual([]);
    },
  );

  it('that ask for attributes have none either', () => {
    const asked = [...EBAY_ATTRIBUTES, ...ETSY_ATTRIBUTES, ...VINTED_ATTRIBUTES];
    const texts = asked.flatMap(({ label, help, choices = [] }) => [
      label,
      help,
      ...choices.map((each) => each.label),
    ]);
    expect(texts.filter((text) => FOR_PROGRAMS.test(text))).toEqual([]);
  });

  it.each([
    ['has nothing', NOTHING],
    ['has strange things', STRANGE],
    ['names numbers that are none', NUMBERS],
    ['is for nobody', NO_GENDER],
  ])('of a product that %s have none either', (_what, change) => {
    const said = [
      ...fieldsOf(ebayReadiness(ebayProduct(change), ebayAccount())),
      ...fieldsOf(
        ebayReadiness(ebayProduct(change), ebayAccount({ marketplace_id: '', content_language: 'x' })),
      ),
      ...fieldsOf(etsyReadiness(aVintageProduct(change), etsyAccount(), 2026)),
      ...fieldsOf(vintedReadiness(vintedProduct(change), vintedAccount())),
      ...fieldsOf(vintedReadiness(vintedProduct(change), vintedAccount({ site: '', package_size_id: 9 }))),
    ].map(({ message }) => message);
    expect(said.length).toBeGreaterThan(2);
    expect(said.filter((text) => FOR_PROGRAMS.test(text))).toEqual([]);
  });
});
