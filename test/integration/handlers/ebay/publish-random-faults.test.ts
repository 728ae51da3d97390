import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { badDay, startBadDay } from './bad-day.ts';
import type { EbayBench } from './ebay-bench.ts';

describe('publishing on eBay on a bad day', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await startBadDay();
  });
  afterAll(() => bench.stop());

  it('lists every product exactly once, whatever the seed', async () => {
    let faults = 0;
    for (let seed = 1; seed <= 30; seed += 1) {
      const { report, effects } = await badDay(bench, seed);
      const { listed_twice, orphan_drafts, offers, live_listings } = effects;
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
