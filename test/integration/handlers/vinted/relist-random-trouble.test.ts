import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listingsOf, liveProduct } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';
import type { SeenJob } from './vinted-bench.ts';

/** More of them with `TROUBLE_SEEDS=1,2,3,4`: each takes a browser through some twenty reconnections. */
const SEEDS = (process.env['TROUBLE_SEEDS'] ?? '2').split(',');
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

describe('relisting on Vinted under random trouble', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    // A photo may be taken twice here, so that nothing but the handler keeps a second copy away.
    bench = await VintedBench.start({ photosAssignedOnce: false, indexLagMs: 100 });
  });
  afterAll(() => bench.close());

  /** A job whose attempts are spent is retried by the seller. */
  async function completed(id: number): Promise<SeenJob> {
    for (let retries = 0; ; retries += 1) {
      const job = await bench.ended(id, 60_000);
      if (job.status === 'completed' || retries === 3) return job;
      await bench.call('POST', `/api/marketplace/jobs/${id}/retry`);
    }
  }

  it.each(SEEDS)(
    'ends with one item of every product with seed %s',
    async (seed) => {
      const { seller, plugin } = await bench.sellerWithBrowser();
      // The same title on purpose: marks and ids alone tell the products apart.
      const live = await Promise.all([1, 2].map(() => liveProduct(bench, seller)));
      const rates = { drop: 0.03, duplicate: 0.05, cut_before: 0.03, cut_after: 0.03, die_after: 0.02 };
      plugin.arm({ plan: { seed, rates, moments: MOMENTS, delay_ms: 100 } });
      await bench.control('PUT', 'faults', {
        plan: {
          seed,
          rates: { lose_answer: 0.03, error_after: 0.03, reset_before: 0.03, empty_answer: 0.03 },
        },
      });
      const ids = await Promise.all(live.map(({ productId }) => bench.relistProduct(seller, productId)));
      const jobs = await Promise.all(ids.map(completed));
      await bench.control('DELETE', 'faults');
      plugin.arm({});
      const effects = await bench.effects(seller);
      plugin.stop();
      expect(jobs.map(({ status, error }) => ({ status, error }))).toEqual(
        jobs.map(() => ({ status: 'completed', error: null })),
      );
      expect(effects).toMatchObject({
        listed_twice: 0,
        deleted_items: live.length,
        writes_in_parallel: 1,
      });
      expect(effects.live_listings).toHaveLength(live.length);
      const listings = await listingsOf(bench, seller);
      expect(listings.map(({ status }) => status).sort()).toEqual(['ended', 'ended', 'live', 'live']);
    },
    90_000,
  );
});
