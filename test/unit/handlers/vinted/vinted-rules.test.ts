import { describe, expect, it } from '@jest/globals';
import type { ProductSnapshot } from '../../../../src/domain/snapshots.ts';
import { vintedReadiness } from '../../../../src/handlers/vinted/vinted-rules.ts';
import { aProduct, anAccount } from './product.ts';

function wrong(
  change: Partial<ProductSnapshot>,
  settings?: Readonly<Record<string, unknown>>,
): readonly string[] {
  const readiness = vintedReadiness(aProduct(change), anAccount(settings));
  return readiness.ok ? [] : readiness.fields.map(({ field, code }) => `${field} ${code}`);
}

describe('the rules of Vinted', () => {
  it('take a product that fits', () => {
    expect(wrong({})).toEqual([]);
  });

  const cells: readonly (readonly [string, Partial<ProductSnapshot>, string])[] = [
    ['no title', { title: ' \n ' }, 'title vinted.title_missing'],
    ['a title of 101 characters', { title: 'M'.repeat(101) }, 'title vinted.title_too_long'],
    [
      'a description that leaves no room for the mark',
      { description: 'd'.repeat(1989) },
      'description vinted.description_too_long',
    ],
    ['no brand', { brand: ' ' }, 'brand vinted.brand_missing'],
    ['no category', { category: null }, 'category vinted.category_missing'],
    ['an unknown category', { category: 'boats' }, 'category vinted.category_unknown'],
    ['no gender', { gender: null }, 'gender vinted.gender_missing'],
    [
      'a catalogue id that is none',
      { attributes: { vinted_catalog_id: 'coats' } },
      'attributes.vinted_catalog_id vinted.catalog_invalid',
    ],
    ['no size', { size: null }, 'size vinted.size_missing'],
    ['an unknown size', { size: 'huge' }, 'size vinted.size_unknown'],
    ['no condition', { condition: null }, 'condition vinted.condition_missing'],
    ['an unknown condition', { condition: 'broken' }, 'condition vinted.condition_unknown'],
    ['no picture', { pictures: [] }, 'pictures vinted.picture_missing'],
    [
      '21 pictures',
      { pictures: Array.from({ length: 21 }, (_, n) => ({ url: `https://p.example/${n}` })) },
      'pictures vinted.too_many_pictures',
    ],
    ['nothing in stock', { quantity: 0 }, 'quantity vinted.quantity_invalid'],
    ['a price below 1', { price: '0.99' }, 'price vinted.price_out_of_range'],
    ['a price above 30,000', { price: '30000.01' }, 'price vinted.price_out_of_range'],
    ['a price in another currency', { currency: 'GBP' }, 'currency vinted.currency_mismatch'],
    [
      'a parcel Vinted does not know',
      { attributes: { vinted_package_size_id: 4 } },
      'attributes.vinted_package_size_id vinted.attribute_invalid',
    ],
    [
      'three colours',
      { attributes: { vinted_color_ids: [1, 2, 3] } },
      'attributes.vinted_color_ids vinted.attribute_invalid',
    ],
  ];
  it.each(cells)('refuse %s', (_name, change, expected) => {
    expect(wrong(change)).toEqual([expected]);
  });

  it('take the limits themselves', () => {
    expect(wrong({ title: 'M'.repeat(100), description: 'd'.repeat(1988), price: '30000.00' })).toEqual([]);
    expect(wrong({ price: '1.00' })).toEqual([]);
  });

  it('ask for no size of bags and glasses, nor where the product names its category by its id', () => {
    expect(wrong({ category: 'bags', size: null })).toEqual([]);
    expect(wrong({ category: 'glasses', size: null })).toEqual([]);
    expect(wrong({ category: null, size: null, attributes: { vinted_catalog_id: 1821 } })).toEqual([]);
  });

  it('name the settings of the account', () => {
    expect(wrong({}, {})).toEqual(['account.settings.site vinted.setting_missing']);
    expect(wrong({}, { site: 'vinted.example', package_size_id: 4 })).toEqual([
      'account.settings.site vinted.setting_invalid',
      'account.settings.package_size_id vinted.setting_invalid',
    ]);
  });
});
