import { describe, expect, it } from '@jest/globals';
import type { ProductSnapshot } from '../../../../src/domain/snapshots.ts';
import { etsyReadiness } from '../../../../src/handlers/etsy/etsy-rules.ts';
import { aVintageProduct, anAccount } from './product.ts';

const wrong = (change: Partial<ProductSnapshot>, settings: Record<string, unknown> = {}, year = 2026) => {
  const readiness = etsyReadiness(aVintageProduct(change), anAccount(settings), year);
  return readiness.ok ? [] : readiness.fields.map(({ field, code }) => `${field} ${code}`);
};

describe('what keeps a product from Etsy', () => {
  it('is nothing for a vintage piece and an account in order', () => {
    expect(wrong({})).toEqual([]);
  });

  it.each([
    [2025, 2005, 2006],
    [2026, 2006, 2007],
    [2027, 2007, 2008],
    [2030, 2010, 2011],
  ])('is its age, by the year of the day: in %i', (year, vintage, young) => {
    expect(wrong({ madeYear: vintage }, {}, year)).toEqual([]);
    expect(wrong({ madeYear: young }, {}, year)).toEqual(['made_year etsy.not_vintage']);
  });

  it('names the year in the reason', () => {
    const readiness = etsyReadiness(aVintageProduct({ madeYear: 2015 }), anAccount(), 2026);
    expect(readiness).toMatchObject({
      ok: false,
      fields: [
        {
          field: 'made_year',
          code: 'etsy.not_vintage',
          message: 'Etsy takes second-hand goods only from 20 years of age: made 2015.',
        },
      ],
    });
  });

  it('is a year that is not known, unless the seller names the era', () => {
    expect(wrong({ madeYear: null })).toEqual(['made_year etsy.made_year_missing']);
    expect(wrong({ madeYear: null, attributes: { etsy_when_made: 'before_2007' } })).toEqual([]);
    expect(wrong({ madeYear: null, attributes: { etsy_when_made: '2010_2019' } })).toEqual([
      'attributes.etsy_when_made etsy.not_vintage',
    ]);
    expect(wrong({ attributes: { etsy_when_made: 'lately' } })).toEqual([
      'attributes.etsy_when_made etsy.attribute_invalid',
    ]);
  });

  it('is not the age of what the seller has made, and of a supply', () => {
    expect(wrong({ madeYear: 2024, attributes: { etsy_who_made: 'i_did' } })).toEqual([]);
    expect(wrong({ madeYear: 2024, attributes: { etsy_is_supply: true } })).toEqual([]);
    expect(wrong({ attributes: { etsy_who_made: 'nobody', etsy_is_supply: 'yes' } })).toEqual([
      'attributes.etsy_who_made etsy.attribute_invalid',
      'attributes.etsy_is_supply etsy.attribute_invalid',
    ]);
  });

  it('is the shop’s currency, where the account knows it', () => {
    expect(wrong({ currency: 'GBP' })).toEqual(['currency etsy.currency_mismatch']);
    expect(wrong({ currency: 'GBP' }, { currency: undefined })).toEqual([]);
  });

  it('is a category that leads nowhere', () => {
    expect(wrong({ category: null })).toEqual(['category etsy.category_missing']);
    expect(wrong({ category: 'submarines' })).toEqual(['category etsy.category_unknown']);
    expect(wrong({ gender: null })).toEqual(['gender etsy.gender_missing']);
    expect(wrong({ category: 'bags', gender: null })).toEqual([]);
    expect(wrong({ category: 'submarines', attributes: { etsy_taxonomy_id: '77' } })).toEqual([]);
    expect(wrong({ attributes: { etsy_taxonomy_id: 'dress' } })).toEqual([
      'attributes.etsy_taxonomy_id etsy.category_invalid',
    ]);
    expect(wrong({ category: 'Submarines' }, { taxonomy: { submarines: 78 } })).toEqual([]);
  });

  it.each([
    [{ price: '0.19' }, ['price etsy.price_invalid']],
    [{ price: '0.20' }, []],
    [{ price: '50000.00' }, []],
    [{ price: '50000.01' }, ['price etsy.price_invalid']],
    [{ description: 'x'.repeat(13_000) }, []],
    [{ description: 'x'.repeat(13_001) }, ['description etsy.description_too_long']],
  ])('is what lies beyond a limit of Etsy (%#)', (change, problems) => {
    expect(wrong(change, {})).toEqual(problems);
  });

  it('is every missing or impossible setting at once, beside the product’s own fields', () => {
    const settings = { shop_id: undefined, return_policy_id: 'ten', currency: 'euro' };
    expect(wrong({ title: ' ', quantity: 0, price: '0.00', pictures: [] }, settings)).toEqual([
      'title etsy.title_missing',
      'pictures etsy.picture_missing',
      'quantity etsy.quantity_invalid',
      'price etsy.price_invalid',
      'account.settings.shop_id etsy.setting_missing',
      'account.settings.return_policy_id etsy.setting_invalid',
      'account.settings.currency etsy.setting_invalid',
    ]);
  });

  it('is one picture too many', () => {
    const pictures = (count: number) =>
      Array.from({ length: count }, (_, n) => ({ url: `https://p.example/${n}` }));
    expect(wrong({ pictures: pictures(20) })).toEqual([]);
    expect(wrong({ pictures: pictures(21) })).toEqual(['pictures etsy.too_many_pictures']);
  });
});
