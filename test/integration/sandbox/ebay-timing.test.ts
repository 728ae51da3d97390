import { afterEach, describe, expect, it } from '@jest/globals';
import { EbayStandIn } from '../../../src/sandbox/ebay/ebay-stand-in.ts';
import { effectsOf, RawEbayClient } from './raw-ebay-client.ts';

describe('what depends on time', () => {
  let ebay: EbayStandIn;
  afterEach(() => ebay.stop());

  it('shows a new offer by its SKU only after the index lag, but by its id at once', async () => {
    let now = 0;
    ebay = new EbayStandIn({ indexLagMs: 500 }, () => now);
    const seller = await RawEbayClient.open(await ebay.start(), { name: 'anna' });
    const offerId = await seller.prepare('LAG1');
    expect((await seller.call('GET', '/sell/inventory/v1/offer?sku=LAG1')).status).toBe(404);
    expect((await seller.call('GET', `/sell/inventory/v1/offer/${offerId}`)).status).toBe(200);
    expect((await seller.createOffer('LAG1')).json.errors?.[0]?.errorId).toBe(25002);
    now = 500;
    expect((await seller.call('GET', '/sell/inventory/v1/offer?sku=LAG1')).json['total']).toBe(1);
  });

  it('takes 50 pictures in 5 seconds and says when the next may come', async () => {
    let now = 0;
    ebay = new EbayStandIn({ mediaLimit: true }, () => now);
    const seller = await RawEbayClient.open(await ebay.start(), { name: 'anna' });
    for (let count = 0; count < 50; count += 1) expect((await seller.uploadPicture()).status).toBe(201);
    now = 1500;
    const refused = await seller.uploadPicture();
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '4']);
    now = 5000;
    expect((await seller.uploadPicture()).status).toBe(201);
    expect((await effectsOf(ebay.url)).images.created).toBe(51);
  });

  it('refuses a second writer of the same SKU while the first is still at work', async () => {
    // Both requests have come before the first is done, however far apart a busy machine sends them.
    ebay = new EbayStandIn({ latencyMs: 1000 });
    const seller = await RawEbayClient.open(await ebay.start(), { name: 'anna' });
    const picture = 'https://pictures.example/1.jpg';
    const answers = await Promise.all([seller.putItem('BUSY1', picture), seller.putItem('BUSY1', picture)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 500]);
    expect(answers.find(({ status }) => status === 500)?.json.errors?.[0]?.errorId).toBe(25025);
    const others = await Promise.all([seller.putItem('BUSY1', picture), seller.putItem('BUSY2', picture)]);
    expect(others.map(({ status }) => status)).toEqual([204, 201]);
  });
});
