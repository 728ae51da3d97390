import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VintedBench } from './vinted-bench.ts';

const SEEDS = ['1', '2', '3', '4', '5', '6'];
const JOBS = 3;

describe('publishing on Vinted under random trouble', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    // A photo may be taken twice here, so that nothing but the handler keeps a second item away.
    bench = await VintedBench.start({ photosAssignedOnce: false, indexLagMs: 100 });
  });
  afterAll(() => bench.close());

  it.each(SEEDS)(
    'lists every product once with seed %s',
    async (seed) => {
      const { seller, plugin } = await bench.sellerWithBrowser();
      plugin.arm({
        plan: {
          seed,
          rates: {
            drop: 0.05,
            duplicate: 0.05,
            cut_before: 0.04,
            cut_after: 0.04,
            die_after: 0.03,
            delay: 0.05,
          },
          delay_ms: 100,
        },
      });
      await bench.control('PUT', 'faults', {
        plan: {
          seed,
          rates: { lose_answer: 0.05, error_after: 0.05, reset_before: 0.05, empty_answer: 0.05 },
        },
      });
      const ids = await Promise.all(
        Array.from({ length: JOBS }, (_unused, n) => bench.publish(seller, { title: `Manteau ${n}` })),
      );
      const jobs = await Promise.all(ids.map((id) => bench.ended(id, 60_000)));
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
    90_000,
  );
});
