import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EbayStandIn } from '../../../src/sandbox/ebay/ebay-stand-in.ts';
import { itemBody, RawEbayClient } from './raw-ebay-client.ts';

const ITEM = '/sell/inventory/v1/inventory_item';

describe('the eBay stand-in refuses requests that break the contract', () => {
  const ebay = new EbayStandIn();
  const picture = 'https://pictures.example/1.jpg';
  let seller: RawEbayClient;

  beforeAll(async () => {
    seller = await RawEbayClient.open(await ebay.start(), { name: 'anna' });
    await seller.putItem('GOOD1', picture);
  });
  afterAll(() => ebay.stop());

  it.each([
    ['a SKU with a dash', 'A-1', itemBody(picture), {}, 25707],
    ['a SKU of 51 characters', 'A'.repeat(51), itemBody(picture), {}, 25707],
    ['a title of 81 characters', 'A1', itemBody(picture, { title: 'x'.repeat(81) }), {}, 25080],
    ['25 pictures', 'A1', itemBody(picture, { imageUrls: Array(25).fill(picture) }), {}, 25014],
    ['a picture without https', 'A1', itemBody('http://pictures.example/1.jpg'), {}, 25015],
    ['an unknown field', 'A1', { ...itemBody(picture), colour: 'red' }, {}, 2004],
    ['an unknown condition', 'A1', { ...itemBody(picture), condition: 'WORN' }, {}, 2004],
    ['a missing title', 'A1', { product: { description: 'x' } }, {}, 2004],
    ['a language that is none', 'A1', itemBody(picture), { 'content-language': 'french' }, 25709],
    [
      'the Accept-Language that fetch sends by itself',
      'A1',
      itemBody(picture),
      { 'accept-language': '*' },
      25709,
    ],
  ] as const)('an item with %s', async (_case, sku, body, headers, errorId) => {
    const answer = await seller.call('PUT', `${ITEM}/${sku}`, body, headers);
    expect([answer.status, answer.json.errors?.[0]?.errorId]).toEqual([400, errorId]);
    expect((await seller.call('GET', `${ITEM}/${sku}`)).status).toBe(404);
  });

  it.each([
    ['a numeric price', { pricingSummary: { price: { value: 45, currency: 'EUR' } } }, 2004],
    ['a price with three digits', { pricingSummary: { price: { value: '1.234', currency: 'EUR' } } }, 25709],
    ['an unknown marketplace', { marketplaceId: 'EBAY_MARS' }, 2004],
    ['a location key of 37 characters', { merchantLocationKey: 'k'.repeat(37) }, 25709],
    ['no format', { format: undefined }, 25709],
    ['an unknown SKU', { sku: 'NOSUCH' }, 25702],
    ['an auction without a duration', { format: 'AUCTION', listingDuration: undefined }, 25755],
  ] as const)('an offer with %s', async (_case, changes, errorId) => {
    const answer = await seller.createOffer('GOOD1', changes);
    expect([answer.status, answer.json.errors?.[0]?.errorId]).toEqual([400, errorId]);
  });

  it('a list of offers without a SKU', async () => {
    expect((await seller.call('GET', '/sell/inventory/v1/offer')).json.errors?.[0]?.errorId).toBe(25709);
  });

  it('a file that only claims to be a picture, and a field of another name', async () => {
    const text = await seller.uploadPicture(Buffer.from('not a picture at all'));
    expect(text.json.errors?.[0]?.errorId).toBe(190203);
    expect((await seller.uploadPicture(undefined, 'file')).status).toBe(400);
  });

  it('an offer replaced with fields that only a new offer has', async () => {
    const offerId = String((await seller.createOffer('GOOD1')).json['offerId']);
    const path = `/sell/inventory/v1/offer/${offerId}`;
    expect((await seller.call('PUT', path, seller.offerBody('GOOD1'))).json.errors?.[0]?.errorId).toBe(2004);
    expect((await seller.call('PUT', path, { categoryId: '57988' })).status).toBe(204);
    // The replacement is complete: what was not sent again is gone.
    expect((await seller.call('GET', path)).json).toMatchObject({ pricingSummary: {}, listingPolicies: {} });
  });
});
