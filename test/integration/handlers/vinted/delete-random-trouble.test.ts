import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listingsOf, liveProduct } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';
import type { SeenJob } from './vinted-bench.ts';

/** More of them with `TROUBLE_SEEDS=1,2,3,4`: each takes a browser through some twenty reconnections. */
const SEEDS = (process.env['TROUBLE_SEEDS'] ?? '1').split(',');
const MOMENTS = [
  'receive:command',
  'receive:acknowledged',
  'send:accepted',
  'send:result',
  'journal:received',
  'journal:started',
  'journal:ended',
  'write:before',
  'write:after',
  'act:after',
];

describe('deleting on Vinted under random trouble', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  /** A job whose attempts are spent is retried by the seller. */
  async function completed(id: number): Promise<SeenJob> {
    for (let retries = 0; ; retries += 1) {
      // Every cut costs a reconnection: on a busy machine twenty of them take longer than a job otherwise may.
      const job = await bench.ended(id, 90_000);
      if (job.status === 'completed' || retries === 3) return job;
      await bench.call('POST', `/api/marketplace/jobs/${id}/retry`);
    }
  }

  it.each(SEEDS)(
    'deletes what it is to delete and nothing else with seed %s',
    async (seed) => {
      const { seller, plugin } = await bench.sellerWithBrowser();
      const live = await Promise.all(
        ['Robe 1', 'Robe 2', 'Robe 3', 'Robe 4'].map((title) => liveProduct(bench, seller, { title })),
      );
      const [kept, ...gone] = live;
      const rates = { drop: 0.05, duplicate: 0.05, cut_before: 0.05, cut_after: 0.05, die_after: 0.03 };
      plugin.arm({ plan: { seed, rates, moments: MOMENTS, delay_ms: 100 } });
      await bench.control('PUT', 'faults', {
        plan: {
          seed,
          rates: { lose_answer: 0.05, error_after: 0.05, reset_before: 0.05, empty_answer: 0.05 },
        },
      });
      const ids = await Promise.all(gone.map(({ productId }) => bench.deleteProduct(seller, productId)));
      const jobs = await Promise.all(ids.map(completed));
      await bench.control('DELETE', 'faults');
      plugin.arm({});
      const effects = await bench.effects(seller);
      plugin.stop();
      expect(jobs.map(({ status, error }) => ({ status, error }))).toEqual(
        jobs.map(() => ({ status: 'completed', error: null })),
      );
      expect(effects).toMatchObject({ deleted_items: gone.length, writes_in_parallel: 1 });
      expect(effects.live_listings.map(({ item_id }) => String(item_id))).toEqual([kept?.itemId]);
      expect((await listingsOf(bench, seller)).map(({ status }) => status).sort()).toEqual([
        ...gone.map(() => 'ended'),
        'live',
      ]);
    },
    200_000,
  );
});
