import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Effect } from '../../../../../src/domain/effects.ts';
import { EtsyBench } from '../etsy-bench.ts';
import { ShopDesk } from './shop-desk.ts';

describe('importing an Etsy shop', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  const imported = (effects: readonly Effect[]): readonly (string | undefined)[] =>
    effects.map((effect) =>
      effect.type === 'import' ? effect.listing.externalIds['listing_id'] : effect.type,
    );

  it('takes in every live listing that StoFlow does not know, once', async () => {
    const desk = await ShopDesk.open(bench);
    const ids = await desk.list({ count: 130 });
    for (const state of ['draft', 'inactive', 'sold_out', 'expired']) await desk.list({ state });
    desk.known = ids.slice(0, 4).map((id) => desk.knows(id));
    await bench.control('PUT', 'options', { repeated_rows: 3 });
    const job = desk.job('import');
    const report = await job.run();
    await bench.control('PUT', 'options', { repeated_rows: 0 });
    expect(report).toMatchObject({ status: 'completed', result: { found: 130, new: 126 } });
    expect([...imported(job.effects)].sort()).toEqual(ids.slice(4).map(String).sort());
  });

  it('takes in nothing of a shop that could not be read to its end', async () => {
    const desk = await ShopDesk.open(bench);
    await desk.list({ count: 3 });
    bench.proxy.rule({ when: ({ path }) => path.includes('state=sold_out'), then: { do: 'fail_before' } });
    const job = desk.job('import', { maxAttempts: 2 });
    expect((await job.run()).status).toBe('failed');
    expect(job.effects).toEqual([]);
    bench.proxy.reset();
    expect((await job.run()).result).toEqual({ found: 3, new: 3 });
  });

  it('tells what a product can be made of', async () => {
    const desk = await ShopDesk.open(bench);
    await desk.list({ title: 'Veste', sku: 'VESTE-1', price_cents: 3000, quantity: 2 });
    const job = desk.job('import');
    await job.run();
    expect(job.effects).toMatchObject([
      {
        type: 'import',
        listing: {
          sku: 'VESTE-1',
          title: 'Veste',
          price: '30.00',
          currency: 'EUR',
          quantity: 2,
          pictures: [expect.stringMatching(/^http/)],
          details: { material: 'soie' },
        },
      },
    ]);
  });
});
