import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EbayBench } from './ebay-bench.ts';

describe('ending a listing on eBay when nothing goes wrong', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  it('ends it, keeps the offer and the item, and tells buyers', async () => {
    const seller = await bench.seller();
    const { listing_id, offer_id } = await seller.publish();
    const job = seller.deletion();
    const report = await job.run();

    expect(report.failure).toBeUndefined();
    expect(report.status).toBe('completed');
    expect(report.result).toEqual({ listing_id, offer_id, status: 'ended' });
    expect(await seller.effects()).toMatchObject({
      live_listings: [],
      ended_listings: 1,
      withdrawn_offers: 1,
      offers: 1,
      items: 1,
    });
    const page = await fetch(`${bench.standIn.url}/itm/${listing_id}`);
    expect(await page.text()).toContain('<p id="status">ENDED</p>');
  });

  it('calls it ended only after reading back, and live no more once it was withdrawn', async () => {
    const seller = await bench.seller();
    const { listing_id, offer_id } = await seller.publish();
    const job = seller.deletion();
    await job.run();
    expect(job.effects).toEqual([
      { type: 'listing', status: 'unknown' },
      { type: 'listing', status: 'ended', externalIds: { offer_id, listing_id }, verified: true },
    ]);
    expect(bench.proxy.calls.map(({ method, path }) => `${method} ${path.split('/v1/')[1]}`)).toEqual([
      `GET offer/${offer_id}`,
      `GET offer/${offer_id}`,
      `POST offer/${offer_id}/withdraw`,
      `GET offer/${offer_id}`,
    ]);
  });

  it('plans nothing for a product that has no listing on the account', async () => {
    const seller = await bench.seller();
    expect(seller.deleter.plan(seller.context('delete'))).toEqual([]);
    const report = await seller.deletion().run();
    expect(report).toMatchObject({
      status: 'completed',
      result: { listing_id: null, offer_id: null, status: null },
    });
    expect(bench.proxy.calls).toHaveLength(0);
  });

  it('asks for a product and for nothing else', async () => {
    const seller = await bench.seller({ brand: null, price: '0.50', pictures: [], title: '' });
    expect(seller.deleter.preflight(seller.product)).toEqual([]);
    expect(seller.deleter.preflight(null)).toMatchObject([{ field: 'product_id' }]);
    expect(seller.deleter.plan({ ...seller.context('delete'), product: null })).toMatchObject({
      kind: 'refused',
      code: 'ebay.product_required',
    });
  });
});
