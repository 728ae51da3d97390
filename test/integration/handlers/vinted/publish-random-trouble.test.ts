import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VintedBench } from './vinted-bench.ts';
import type { SeenJob } from './vinted-bench.ts';

/** More of them with `TROUBLE_SEEDS=1,2,3,4`: each takes a browser through some twenty reconnections. */
const SEEDS = (process.env['TROUBLE_SEEDS'] ?? '1').split(',');
const JOBS = 3;
/** All but the greeting: a socket loses no single message, and a browser that never says hello is sent away. */
const MOMENTS = [
  'receive:command',
  'receive:acknowledged',
  'receive:resume',
  'send:accepted',
  'send:result',
  'send:journal',
  'journal:received',
  'journal:started',
  'journal:ended',
  'write:before',
  'write:after',
  'act:after',
];

describe('publishing on Vinted under random trouble', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    // A photo may be taken twice here, so that nothing but the handler keeps a second item away.
    bench = await VintedBench.start({ photosAssignedOnce: false, indexLagMs: 100 });
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
    'lists every product once with seed %s',
    async (seed) => {
      const { seller, plugin } = await bench.sellerWithBrowser();
      const rates = {
        drop: 0.05,
        duplicate: 0.05,
        cut_before: 0.04,
        cut_after: 0.04,
        die_after: 0.03,
        delay: 0.05,
      };
      plugin.arm({ plan: { seed, rates, moments: MOMENTS, delay_ms: 100 } });
      await bench.control('PUT', 'faults', {
        plan: {
          seed,
          rates: { lose_answer: 0.03, error_after: 0.03, reset_before: 0.03, empty_answer: 0.03 },
        },
      });
      const ids = await Promise.all(
        Array.from({ length: JOBS }, (_unused, n) => bench.publish(seller, { title: `Manteau ${n}` })),
      );
      const jobs = await Promise.all(ids.map(completed));
      await bench.control('DELETE', 'faults');
      plugin.arm({});
      const effects = await bench.effects(seller);
      plugin.stop();
      expect(effects).toMatchObject({ listed_twice: 0, writes_in_parallel: 1 });
      expect(jobs.map(({ status, error }) => ({ status, error }))).toEqual(
        jobs.map(() => ({ status: 'completed', error: null })),
      );
      expect(effects.live_listings).toHaveLength(JOBS);
    },
    200_000,
  );
});
