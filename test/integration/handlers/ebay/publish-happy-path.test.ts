import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EbayBench } from './ebay-bench.ts';

describe('publishing on eBay when nothing goes wrong', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  it('lists the product once, with its texts, pictures and terms', async () => {
    const seller = await bench.seller();
    const job = seller.job();
    const report = await job.run();

    expect(report.failure).toBeUndefined();
    expect(report.status).toBe('completed');
    const effects = await seller.effects();
    expect(effects).toMatchObject({ listed_twice: 0, orphan_drafts: 0, offers: 1, items: 1 });
    expect(effects.live_listings).toHaveLength(1);
    expect(effects.live_listings[0]).toMatchObject({ sku: 'SF0ECOATQ01', title: 'Manteau en laine' });
    expect(report.result).toEqual({
      listing_id: effects.live_listings[0]?.listing_id,
      offer_id: job.listing?.externalIds['offer_id'],
      url: `${bench.standIn.url}/itm/${effects.live_listings[0]?.listing_id}`,
    });
    const page = await fetch(String(report.result['url']));
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('45.00 EUR');
  });

  it('journals the ids as soon as eBay has given them, and calls it live only after reading back', async () => {
    const seller = await bench.seller();
    const job = seller.job();
    await job.run();
    const listings = job.effects.filter((effect) => effect.type === 'listing');
    expect(listings.map(({ status, verified }) => [status, verified])).toEqual([
      ['draft', undefined],
      ['unknown', undefined],
      ['live', true],
    ]);
    expect(Object.keys(listings[0]?.externalIds ?? {})).toEqual(['ebay_sku', 'offer_id']);
    expect(Object.keys(listings[1]?.externalIds ?? {})).toEqual(['ebay_sku', 'offer_id', 'listing_id']);
  });

  it('plans nothing when the live listing was sent exactly this, and sends a change without a second listing', async () => {
    const seller = await bench.seller();
    const first = seller.job();
    await first.run();
    seller.listing = first.listing;
    expect(seller.handler.plan(seller.context())).toEqual([]);

    seller.product = { ...seller.product, price: '39.50', title: 'Manteau en laine bleu' };
    const second = seller.job();
    const report = await second.run();
    expect(report.status).toBe('completed');
    const effects = await seller.effects();
    expect(effects.live_listings).toHaveLength(1);
    expect(effects.live_listings[0]).toMatchObject({
      listing_id: first.listing?.externalIds['listing_id'],
      title: 'Manteau en laine bleu',
    });
    expect(effects.calls['createImageFromFile']).toBe(2);
    const page = await (await fetch(String(report.result['url']))).text();
    expect(page).toContain('39.50 EUR');
  });

  it('publishes in a category that secretly asks for an EAN', async () => {
    const seller = await bench.seller({ category: 'bags' });
    const report = await seller.job().run();
    expect(report.status).toBe('completed');
    expect((await seller.effects()).calls['publishOffer']).toBe(1);
  });
});
