import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RATES, startBadDay } from './bad-day.ts';
import type { EbayBench } from './ebay-bench.ts';

describe('ending listings on eBay on a bad day', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await startBadDay();
  });
  afterAll(() => bench.stop());

  it('ends every listing and can publish each again, whatever the seed', async () => {
    let faults = 0;
    for (let seed = 1; seed <= 15; seed += 1) {
      const seller = await bench.seller();
      await seller.publish();
      const plan = { seed: `end-${seed}`, rates: RATES, max_consecutive: 3 };
      await bench.control('PUT', 'faults', { plan });
      const job = seller.deletion({ maxAttempts: 12 });
      const deleted = await job.run();
      const ended = (await seller.effects()).live_listings.length;
      seller.listing = null;
      const published = await seller.job({ maxAttempts: 12 }).run();
      const { listed_twice, offers, live_listings } = await seller.effects();
      expect({
        seed,
        deleted: deleted.status,
        listing: job.listing?.status,
        ended,
        published: published.status,
        listed_twice,
        offers,
        live: live_listings.length,
      }).toEqual({
        seed,
        deleted: 'completed',
        listing: 'ended',
        ended: 0,
        published: 'completed',
        listed_twice: 0,
        offers: 1,
        live: 1,
      });
      faults += deleted.outcomes.filter(({ kind }) => kind !== 'done').length;
    }
    expect(faults).toBeGreaterThan(5);
  });
});
