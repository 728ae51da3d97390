import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EbayBench } from './ebay-bench.ts';

/** Each call fails about once in three, in one of these ways. */
const RATES = {
  lose_answer: 0.06,
  error_after: 0.06,
  error_before: 0.06,
  rate_limited: 0.05,
  expire_token: 0.05,
  concurrent: 0.05,
};

describe('publishing on eBay on a bad day', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start({ indexLagMs: 40 });
  });
  afterAll(() => bench.stop());

  it('lists every product exactly once, whatever the seed', async () => {
    let faults = 0;
    for (let seed = 1; seed <= 30; seed += 1) {
      const seller = await bench.seller();
      await bench.control('PUT', 'faults', {
        plan: { seed: `day-${seed}`, rates: RATES, max_consecutive: 3 },
      });
      const report = await seller.job({ maxAttempts: 12 }).run();
      const { listed_twice, orphan_drafts, offers, live_listings } = await seller.effects();
      expect({
        seed,
        status: report.status,
        listed_twice,
        orphan_drafts,
        offers,
        live: live_listings.length,
      }).toEqual({
        seed,
        status: 'completed',
        listed_twice: 0,
        orphan_drafts: 0,
        offers: 1,
        live: 1,
      });
      faults += report.outcomes.filter(({ kind }) => kind !== 'done').length;
    }
    expect(faults).toBeGreaterThan(30);
  });
});
