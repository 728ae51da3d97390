import { describe, expect, it } from '@jest/globals';
import { foundListingOf } from '../../../../src/handlers/etsy/account/found-listing.ts';
import { etsySkuOf } from '../../../../src/handlers/etsy/etsy-sku.ts';

const ROW = {
  listing_id: 7,
  shop_id: 11,
  state: 'active',
  title: 'Robe &amp; veste',
  description: 'Belle.\r\nLongue.',
  price: { amount: 45505, divisor: 1000, currency_code: 'EUR' },
  quantity: 2,
};
const found = (change: Readonly<Record<string, unknown>>): ReturnType<typeof foundListingOf> =>
  foundListingOf({ ...ROW, ...change }, 'https://site.example');

describe('a row of a list of Etsy’s listings', () => {
  it.each([
    ['active', 'live'],
    ['draft', 'draft'],
    ['sold_out', 'sold'],
    ['inactive', 'ended'],
    ['expired', 'ended'],
    ['edit', 'ended'],
    ['removed', 'ended'],
    ['unavailable', 'ended'],
    ['a word of next year', 'live'],
  ])('that is %s is %s', (state, status) => {
    expect(found({ state })?.status).toBe(status);
  });

  it('is told in the spelling that publishing uses', () => {
    expect(found({})).toMatchObject({
      externalIds: { listing_id: '7', shop_id: '11' },
      url: 'https://site.example/listing/7',
      price: '45.50',
      shown: { title: 'Robe & veste', description: 'Belle.\nLongue.', price: '45.50', quantity: '2' },
    });
  });

  it('has no fields that Etsy does not tell', () => {
    const bare = found({ title: null, description: undefined, price: null, quantity: 'many', shop_id: null });
    expect(bare).toEqual({
      externalIds: { listing_id: '7' },
      status: 'live',
      title: '',
      url: 'https://site.example/listing/7',
      shown: {},
    });
  });

  it.each([
    [['DRESS-1'], 'DRESS-1'],
    [['DRESS-1', 'DRESS-1'], 'DRESS-1'],
    [['DRESS-38', 'DRESS-40'], undefined],
    [[etsySkuOf('Größe 38')], undefined],
    [[], undefined],
    [undefined, undefined],
  ])('with the SKUs %j has the SKU %s', (skus, sku) => {
    expect(found({ skus })?.sku).toBe(sku);
  });

  it('shows its pictures in their order', () => {
    const images = [
      { listing_image_id: 2, rank: 2, url_fullxfull: 'https://pictures.example/2' },
      { listing_image_id: 1, rank: 1, url_fullxfull: 'https://pictures.example/1' },
      { listing_image_id: 3, rank: 3 },
    ];
    expect(found({ images })?.pictures).toEqual(['https://pictures.example/1', 'https://pictures.example/2']);
    expect(found({ images: [] })?.pictures).toEqual([]);
    expect(found({})).not.toHaveProperty('pictures');
  });

  it('is none without an id or a state', () => {
    expect([found({ listing_id: 'x' }), found({ state: null })]).toEqual([undefined, undefined]);
  });
});
