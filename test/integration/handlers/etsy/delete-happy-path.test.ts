import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EtsyBench } from './etsy-bench.ts';
import type { BenchShop } from './etsy-bench.ts';
import { drafted, listed } from './prepared-shops.ts';

describe('ending a listing on Etsy when nothing goes wrong', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  const writes = (): readonly string[] =>
    bench.proxy.calls
      .filter(({ method }) => method !== 'GET')
      .map(({ method, body }) => `${method} ${body.toString()}`.trim());

  const ownCalls = (shop: BenchShop): number => {
    const plan = shop.ending.plan(shop.context('delete'));
    return 'kind' in plan
      ? 0
      : plan.flatMap(({ rate }) => rate ?? []).filter((scope) => scope === 'day').length;
  };

  it('deactivates a live listing, reads it back and keeps its row as ended', async () => {
    const shop = await bench.seller();
    const id = await listed(bench, shop);
    const planned = ownCalls(shop);
    const job = shop.deletion();
    const report = await job.run();

    expect(report.history).toEqual(['find: done', 'end: done', 'read_back: done', 'save: done']);
    expect(report.result).toEqual({ listing_id: id, status: 'ended' });
    expect(writes()).toEqual(['PATCH state=inactive']);
    expect(await shop.effects()).toMatchObject({ live_listings: [], ended_listings: 1, orphan_drafts: 0 });
    expect(job.listing).toMatchObject({ status: 'ended', externalIds: { listing_id: id } });
    expect(bench.proxy.calls).toHaveLength(planned);
  });

  it('notes before it sends anything that the listing may have ended, and verifies with the end', async () => {
    const shop = await bench.seller();
    await listed(bench, shop);
    const job = shop.deletion();
    await job.run();
    const listings = job.effects.filter((effect) => effect.type === 'listing');
    expect(listings.map(({ status, verified }) => [status, verified])).toEqual([
      ['unknown', undefined],
      ['ended', true],
    ]);
  });

  it('deletes the draft that a publication has left', async () => {
    const shop = await bench.seller();
    await drafted(bench, shop);
    expect(shop.listing?.status).toBe('draft');
    const job = shop.deletion();
    expect((await job.run()).status).toBe('completed');
    expect(writes()).toEqual(['DELETE']);
    expect(await shop.effects()).toMatchObject({ orphan_drafts: 0, ended_listings: 0, live_listings: [] });
    expect(job.listing?.status).toBe('ended');
  });

  it('deactivates a draft that the seller has published by hand since, and does not delete it', async () => {
    const shop = await bench.seller();
    const id = await listed(bench, shop);
    shop.remember(shop.listing === null ? null : { ...shop.listing, status: 'draft' });
    expect((await shop.deletion().run()).result).toEqual({ listing_id: id, status: 'ended' });
    expect(writes()).toEqual(['PATCH state=inactive']);
  });

  it('ends the listing of a product that Etsy would not take any more', async () => {
    const shop = await bench.seller();
    await listed(bench, shop);
    shop.product = { ...shop.product, title: '', madeYear: 2022, pictures: [] };
    expect(shop.ending.preflight(shop.product)).toEqual([]);
    expect((await shop.deletion().run()).status).toBe('completed');
    expect((await shop.effects()).live_listings).toEqual([]);
  });

  it('plans nothing for a product that was never listed, and calls nobody', async () => {
    const shop = await bench.seller();
    expect(shop.ending.plan(shop.context('delete'))).toEqual([]);
    expect(bench.proxy.calls).toEqual([]);
  });

  it('refuses a job without a product', async () => {
    const shop = await bench.seller();
    const context = { ...shop.context('delete'), product: null };
    expect(shop.ending.plan(context)).toMatchObject({ kind: 'refused', code: 'etsy.product_required' });
    expect(shop.ending.preflight(null)).toEqual([
      expect.objectContaining({ field: 'product_id', code: 'etsy.product_required' }),
    ]);
  });

  it.each(['deactivated', 'deleted'] as const)(
    'lets the product be published again, as one live listing, after it was %s',
    async (what) => {
      const shop = await bench.seller();
      if (what === 'deactivated') await listed(bench, shop);
      else await drafted(bench, shop);
      const before = String(shop.listing?.externalIds['listing_id']);
      await shop.deletion().run();
      // An ended row is history: a publication finds no open one.
      shop.remember(null);
      shop.linked.add(before);
      const report = await shop.job().run();
      expect(report.status).toBe('completed');
      expect(report.result['listing_id']).not.toBe(before);
      const { live_listings, listed_twice, orphan_drafts } = await shop.effects();
      expect([live_listings.length, listed_twice, orphan_drafts]).toEqual([1, 0, 0]);
    },
  );
});
