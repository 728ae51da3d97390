import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EtsyBench, LISTED_ONCE } from './etsy-bench.ts';

describe('publishing on Etsy when nothing goes wrong', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  it('lists the product once, for one fee, with its SKU, price and pictures', async () => {
    const shop = await bench.seller();
    const report = await shop.job().run();

    expect(report.failure).toBeUndefined();
    expect(report.status).toBe('completed');
    expect(await shop.outcome()).toEqual(LISTED_ONCE);
    const [listing] = (await shop.effects()).live_listings;
    expect(listing).toMatchObject({
      sku: 'DRESS-1',
      title: 'Robe en soie',
      price: '45.50',
      quantity: 1,
      fees: 1,
    });
    expect(report.result).toEqual({
      listing_id: String(listing?.listing_id),
      url: `${bench.standIn.url}/listing/${listing?.listing_id}`,
    });
    expect((await fetch(String(report.result['url']))).status).toBe(200);
  });

  it('journals the id as soon as Etsy has given it, and calls it live only after reading back', async () => {
    const shop = await bench.seller();
    const job = shop.job();
    await job.run();
    const listings = job.effects.filter((effect) => effect.type === 'listing');
    expect(listings.map(({ status, verified }) => [status, verified])).toEqual([
      ['draft', undefined],
      ['unknown', undefined],
      ['live', true],
    ]);
    expect(Object.keys(listings[0]?.externalIds ?? {})).toEqual(['listing_id']);
    expect(job.listing?.externalIds).toMatchObject({ etsy_sku: 'DRESS-1' });
  });

  it('sets the SKU with the first call after the draft', async () => {
    const shop = await bench.seller();
    await shop.job().run();
    const writes = bench.proxy.calls.filter(({ method }) => method !== 'GET').map(({ path }) => path);
    expect(writes[0]).toContain('/oauth/token');
    expect(writes[1]).toMatch(/\/shops\/\d+\/listings$/);
    expect(writes[2]).toMatch(/\/listings\/\d+\/inventory$/);
  });

  it('makes no more calls than its steps have spent tokens for, once the taxonomy is known', async () => {
    const shop = await bench.seller();
    await shop.job().run();
    const plan = shop.handler.plan(shop.context());
    const spent = 'kind' in plan ? [] : plan.flatMap(({ rate }) => rate ?? []);
    const calls = bench.proxy.calls.filter(({ path }) => !/oauth|seller-taxonomy/.test(path));
    expect(spent.filter((scope) => scope === 'day')).toHaveLength(calls.length);
    expect(spent.filter((scope) => scope === 'second')).toHaveLength(calls.length);
  });

  it('sets the attributes for which Etsy has a value', async () => {
    const shop = await bench.seller();
    await shop.job().run();
    const puts = bench.proxy.calls.filter(({ path }) => path.includes('/properties/'));
    expect(puts.map(({ body }) => Object.fromEntries(new URLSearchParams(body.toString())))).toEqual([
      expect.objectContaining({ values: 'Blue' }),
      expect.objectContaining({ values: '38' }),
    ]);
  });

  it('plans nothing when the live listing was sent exactly this, and sends a change without a second fee', async () => {
    const shop = await bench.seller();
    const first = shop.job();
    await first.run();
    shop.remember(first.listing);
    expect(shop.handler.plan(shop.context())).toEqual([]);

    shop.product = { ...shop.product, price: '39.50', title: 'Robe en soie bleue' };
    const report = await shop.job().run();
    expect(report.status).toBe('completed');
    expect(await shop.outcome()).toEqual(LISTED_ONCE);
    const { live_listings, calls } = await shop.effects();
    expect(live_listings[0]).toMatchObject({
      listing_id: Number(first.listing?.externalIds['listing_id']),
      title: 'Robe en soie bleue',
      price: '39.50',
    });
    expect([calls['createDraftListing'], calls['uploadListingImage']]).toEqual([1, 2]);
  });

  it('takes away pictures that the product no longer has', async () => {
    const shop = await bench.seller();
    const first = shop.job();
    await first.run();
    shop.remember(first.listing);
    const [, second] = shop.product.pictures;
    shop.product = { ...shop.product, pictures: second === undefined ? [] : [second] };
    expect((await shop.job().run()).status).toBe('completed');
    const { images } = await shop.effects();
    expect(images.created - images.orphaned).toBe(1);
  });
});
