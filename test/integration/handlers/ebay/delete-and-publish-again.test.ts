import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EbayBench } from './ebay-bench.ts';

describe('publishing on eBay what was deleted there', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  it('adopts the offer that was kept, and makes one new listing', async () => {
    const seller = await bench.seller();
    const before = await seller.publish();
    expect((await seller.deletion().run()).status).toBe('completed');
    seller.listing = null;
    seller.product = { ...seller.product, price: '39.50' };
    const after = await seller.publish();

    expect(after['offer_id']).toBe(before['offer_id']);
    expect(after['listing_id']).not.toBe(before['listing_id']);
    const effects = await seller.effects();
    expect(effects).toMatchObject({ listed_twice: 0, offers: 1, items: 1, ended_listings: 1 });
    expect(effects.live_listings.map(({ listing_id }) => listing_id)).toEqual([after['listing_id']]);
    expect(await (await fetch(`${bench.standIn.url}/itm/${after['listing_id']}`)).text()).toContain(
      '39.50 EUR',
    );
  });

  it('lists once each time, however often', async () => {
    const seller = await bench.seller();
    for (let round = 1; round <= 3; round += 1) {
      seller.listing = null;
      await seller.publish();
      expect((await seller.effects()).live_listings).toHaveLength(1);
      expect((await seller.deletion().run()).result).toMatchObject({ status: 'ended' });
      expect(await seller.effects()).toMatchObject({
        live_listings: [],
        ended_listings: round,
        offers: 1,
      });
    }
  });

  it('makes one listing although the answers of publishing again are lost', async () => {
    const seller = await bench.seller();
    await seller.publish();
    await seller.deletion().run();
    seller.listing = null;
    bench.proxy.reset();
    bench.proxy.rule({
      when: ({ path }) => /\/(offer|publish)$/.test(path),
      then: { do: 'lose_answer' },
    });
    const again = await seller.job().run();
    expect(again.status).toBe('completed');
    expect(await seller.effects()).toMatchObject({ listed_twice: 0, offers: 1 });
    expect((await seller.effects()).live_listings).toHaveLength(1);
  });
});
