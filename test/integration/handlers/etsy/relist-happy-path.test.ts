import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EtsyBench } from './etsy-bench.ts';
import { listed } from './prepared-shops.ts';

describe('relisting on Etsy when nothing goes wrong', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  it('makes a new copy live, and takes the old one off sale after that', async () => {
    const shop = await bench.seller();
    const old = await listed(bench, shop);
    const job = shop.relist();
    const report = await job.run();
    expect(report.history.filter((line) => !line.endsWith(': done'))).toEqual([]);
    const id = String(report.result['listing_id']);
    expect(id).not.toBe(old);
    expect(report.result['status']).toBe('live');
    const { live_listings, orphan_drafts, ended_listings, listing_fees } = await shop.effects();
    expect(live_listings.map(({ listing_id }) => String(listing_id))).toEqual([id]);
    expect([orphan_drafts, ended_listings, listing_fees.count]).toEqual([0, 1, 2]);
    const states = bench.proxy.calls
      .filter(({ method, body }) => method === 'PATCH' && body.toString().startsWith('state='))
      .map(({ path, body }) => `${path.split('/').at(-1)} ${body.toString()}`);
    expect(states).toEqual([`${id} state=active`, `${old} state=inactive`]);
  });

  it('opens a row for the copy once, tells of the copy from then on, and ends the old row at last', async () => {
    const shop = await bench.seller();
    const old = await listed(bench, shop);
    const job = shop.relist();
    const { result } = await job.run();
    const told = job.effects.flatMap((effect) =>
      effect.type === 'listing'
        ? [[effect.copy ?? null, effect.status, effect.externalIds?.['listing_id'] ?? null]]
        : [],
    );
    const id = result['listing_id'];
    expect(told[0]).toEqual(['new_copy', 'draft', id]);
    expect(told.slice(1, -1).map(([copy]) => copy)).toEqual(told.slice(1, -1).map(() => null));
    expect(told.at(-2)).toEqual([null, 'live', id]);
    expect(told.at(-1)).toEqual(['old_copy', 'ended', old]);
    expect(job.listing).toMatchObject({
      status: 'live',
      externalIds: { listing_id: id },
      shown: { title: 'Robe en soie', price: '45.50', quantity: '1' },
    });
  });

  it('refuses what is not live, and says what it costs', async () => {
    const shop = await bench.seller();
    expect(shop.relisting.plan(shop.context('relist'))).toMatchObject({ code: 'etsy.not_listed' });
    expect(shop.relisting.notices().join()).toContain('0.20 USD');
  });

  it('spends as many tokens as it makes calls', async () => {
    const shop = await bench.seller();
    await listed(bench, shop);
    const plan = shop.relisting.plan(shop.context('relist'));
    const tokens = 'kind' in plan ? [] : plan.flatMap(({ rate }) => rate ?? []);
    await shop.relist().run();
    const planned = tokens.filter((name) => name === 'day').length;
    expect(bench.proxy.calls.length).toBeLessThanOrEqual(planned);
    expect(planned - bench.proxy.calls.length).toBeLessThanOrEqual(2);
  });
});
