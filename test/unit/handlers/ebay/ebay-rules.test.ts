import { describe, expect, it } from '@jest/globals';
import type { ProductSnapshot } from '../../../../src/domain/snapshots.ts';
import { ebayReadiness } from '../../../../src/handlers/ebay/ebay-rules.ts';
import { aProduct, anAccount } from './product.ts';

function wrongFields(change: Partial<ProductSnapshot>, settings = {}): readonly string[] {
  const readiness = ebayReadiness(aProduct(change), anAccount(settings));
  return readiness.ok ? [] : readiness.fields.map(({ field, code }) => `${field} ${code}`);
}

describe('the rules before publishing on eBay', () => {
  it.each([
    'coats',
    'jeans',
    'sneakers',
    'bags',
    'knitwear',
    'dresses',
    'shirts',
    'boots',
    'jackets',
    'accessories',
  ])('let %s pass for women, men and everybody', (category) => {
    for (const gender of ['women', 'men', 'unisex']) expect(wrongFields({ category, gender })).toEqual([]);
  });

  it.each<[string, Partial<ProductSnapshot>]>([
    ['title ebay.title_missing', { title: '  ' }],
    ['brand ebay.brand_missing', { brand: null }],
    ['category ebay.category_missing', { category: null }],
    ['category ebay.category_unknown', { category: 'submarines' }],
    ['category ebay.category_unknown', { category: 'constructor' }],
    ['gender ebay.gender_missing', { gender: null }],
    ['attributes.ebay_category_id ebay.category_invalid', { attributes: { ebay_category_id: 'coats' } }],
    ['condition ebay.condition_missing', { condition: null }],
    ['condition ebay.condition_unknown', { condition: 'haunted' }],
    ['pictures ebay.picture_missing', { pictures: [] }],
    [
      'pictures ebay.too_many_pictures',
      { pictures: Array.from({ length: 25 }, () => ({ url: 'https://x.example' })) },
    ],
    ['quantity ebay.quantity_invalid', { quantity: 0 }],
    ['price ebay.price_out_of_range', { price: '0.98' }],
    ['price ebay.price_out_of_range', { price: '99999.01' }],
    ['currency ebay.currency_mismatch', { currency: 'GBP' }],
  ])('find %s', (expected, change) => {
    expect(wrongFields(change)).toEqual([expected]);
  });

  it('take the prices at both ends', () => {
    expect(wrongFields({ price: '0.99' })).toEqual([]);
    expect(wrongFields({ price: '99999.00' })).toEqual([]);
  });

  it('name every setting that is missing or impossible', () => {
    expect(
      wrongFields({}, { marketplace_id: '', payment_policy_id: null, merchant_location_key: 'k'.repeat(37) }),
    ).toEqual([
      'account.settings.marketplace_id ebay.setting_missing',
      'account.settings.payment_policy_id ebay.setting_missing',
      'account.settings.merchant_location_key ebay.setting_invalid',
    ]);
    expect(wrongFields({}, { marketplace_id: 'toString' })).toEqual([
      'account.settings.marketplace_id ebay.setting_invalid',
    ]);
    expect(wrongFields({}, { content_language: 'tlh-XX' })).toEqual([
      'account.settings.content_language ebay.setting_invalid',
    ]);
  });
});
