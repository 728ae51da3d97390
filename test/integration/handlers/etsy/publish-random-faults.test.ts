import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EtsyBench, LISTED_ONCE } from './etsy-bench.ts';

/** Each call fails about once in three, in one of these ways. */
const RATES = {
  lose_answer: 0.06,
  error_after: 0.05,
  error_before: 0.05,
  reset_before: 0.04,
  rate_limited: 0.05,
  concurrent: 0.04,
  empty_answer: 0.03,
};

/** The faults of every operation but the refresh, whose lost answer Etsy does not forgive. */
const OPERATIONS = [
  'createDraftListing',
  'getListing',
  'getListingImages',
  'getListingInventory',
  'getListingsByShop',
  'getPropertiesByTaxonomyId',
  'getSellerTaxonomyNodes',
  'updateListing',
  'updateListingInventory',
  'updateListingProperty',
  'uploadListingImage',
];

describe('publishing on Etsy on a bad day', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  it('lists every product exactly once, whatever the seed', async () => {
    let faults = 0;
    for (let seed = 1; seed <= 30; seed += 1) {
      const shop = await bench.seller();
      await bench.control('PUT', 'faults', {
        plan: { seed: `day-${seed}`, rates: RATES, operations: OPERATIONS, max_consecutive: 3 },
      });
      const report = await shop.job({ maxAttempts: 15 }).run();
      expect({ seed, status: report.status, ...(await shop.outcome()) }).toEqual({
        seed,
        status: 'completed',
        ...LISTED_ONCE,
      });
      faults += report.outcomes.filter(({ kind }) => kind !== 'done').length;
    }
    expect(faults).toBeGreaterThan(30);
  });
});
