import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EbayStandIn } from '../../../src/sandbox/ebay/ebay-stand-in.ts';
import { RawEbayClient } from './raw-ebay-client.ts';

describe('the eBay stand-in refuses to publish what eBay refuses', () => {
  const ebay = new EbayStandIn();
  let seller: RawEbayClient;
  let skus = 0;

  beforeAll(async () => {
    seller = await RawEbayClient.open(await ebay.start(), {
      name: 'anna',
      marketplaces: ['EBAY_FR', 'EBAY_DE'],
    });
  });
  afterAll(() => ebay.stop());

  const refusal = async (offer: Record<string, unknown>): Promise<readonly [number, number | undefined]> => {
    skus += 1;
    const offerId = await seller.prepare(`RULE${skus}`, offer);
    const answer = await seller.publish(offerId);
    return [answer.status, answer.json.errors?.[0]?.errorId];
  };

  it.each([
    ['a category with children', { categoryId: '11450' }, [400, 25005]],
    ['no category', { categoryId: undefined }, [400, 25005]],
    ['an unknown location', { merchantLocationKey: 'elsewhere' }, [400, 25012]],
    ['no price', { pricingSummary: {} }, [400, 25003]],
    ['a foreign currency', { pricingSummary: { price: { value: '4.00', currency: 'USD' } } }, [400, 25003]],
    ['more than there is', { availableQuantity: 2 }, [400, 25004]],
    ['no duration', { listingDuration: undefined }, [400, 25017]],
    ['no policies', { listingPolicies: {} }, [400, 25007]],
  ] as const)('%s', async (_case, offer, expected) => {
    expect(await refusal(offer)).toEqual(expected);
  });

  it('answers a policy of another marketplace with a misleading 404 while the offer exists', async () => {
    const german = seller.offerBody('ANY', 'EBAY_DE')['listingPolicies'];
    const offerId = await seller.prepare('FOREIGN1', { listingPolicies: german });
    const answer = await seller.publish(offerId);
    expect([answer.status, answer.json.errors?.[0]?.errorId]).toEqual([404, 25713]);
    expect((await seller.call('GET', `/sell/inventory/v1/offer/${offerId}`)).status).toBe(200);
  });

  it('asks for an EAN in one category although nothing says so, and takes "Does not apply"', async () => {
    const offerId = await seller.prepare('EAN1', { categoryId: '169291' });
    const refused = await seller.publish(offerId);
    expect(refused.json.errors).toMatchObject([{ errorId: 25002, message: expect.stringContaining('EAN') }]);
    expect(refused.json.errors?.[0]).not.toHaveProperty('parameters');
    const image = await seller.uploadPicture();
    await seller.putItem('EAN1', String(image.json['imageUrl']), { ean: ['Does not apply'] });
    expect((await seller.publish(offerId)).status).toBe(200);
  });

  it('uses the number of a duplicate offer for a missing picture, without an offerId', async () => {
    const offerId = await seller.prepare('NOPIC1');
    await seller.putItem('NOPIC1', '', { imageUrls: [] });
    const refused = await seller.publish(offerId);
    expect(refused.json.errors).toMatchObject([
      { errorId: 25002, message: expect.stringContaining('photo') },
    ]);
    expect(refused.json.errors?.[0]).not.toHaveProperty('parameters');
  });

  it('wants a body, and a JSON one', async () => {
    const path = `/sell/inventory/v1/offer/${await seller.prepare('BODY1')}/publish`;
    expect((await seller.call('POST', path)).status).toBe(411);
    expect((await seller.call('POST', path, '{}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await seller.call('POST', path, {})).status).toBe(200);
  });

  it('keeps to the selling limit', async () => {
    const small = await RawEbayClient.open(ebay.url, { name: 'small', selling_limit: { quantity: 1 } });
    expect((await small.publish(await small.prepare('LIMIT1'))).status).toBe(200);
    expect((await small.publish(await small.prepare('LIMIT2'))).json.errors?.[0]?.errorId).toBe(25026);
  });
});
