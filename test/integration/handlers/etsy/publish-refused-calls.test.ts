import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EtsyBench, LISTED_ONCE } from './etsy-bench.ts';

const OPERATIONS = [
  'createDraftListing',
  'getListing',
  'getListingInventory',
  'getPropertiesByTaxonomyId',
  'getSellerTaxonomyNodes',
  'updateListing',
  'updateListingInventory',
  'updateListingProperty',
  'uploadListingImage',
] as const;

/** Operations that need no token: no seller's data is in them. */
const WITHOUT_TOKEN: readonly string[] = ['getSellerTaxonomyNodes', 'getPropertiesByTaxonomyId'];

describe('publishing on Etsy when a call is answered with a passing trouble', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  it('uses every operation that these tests spoil', async () => {
    const shop = await bench.seller();
    await shop.job().run();
    const used = (await bench.control('GET', 'effects')) as { calls: Readonly<Record<string, number>> };
    expect(Object.keys(used.calls).sort()).toEqual([...OPERATIONS, 'token'].sort());
  });

  it.each(OPERATIONS)('waits as long as a 429 on %s asks, at no cost', async (operation) => {
    const shop = await bench.seller();
    await bench.control('PUT', 'faults', {
      script: [{ operation, fault: 'rate_limited', nth: 1, retry_after: 7 }],
    });
    const report = await shop.job({ maxAttempts: 1 }).run();
    expect(report.status).toBe('completed');
    expect(report.outcomes.filter(({ kind }) => kind === 'retry')).toEqual([
      expect.objectContaining({
        code: 'etsy.rate_limited',
        afterMs: 7_000,
        costsAttempt: false,
        blocks: { scope: 'second' },
      }),
    ]);
    expect(await shop.outcome()).toEqual(LISTED_ONCE);
  });

  it('closes Etsy for every shop when the daily limit is met', async () => {
    const shop = await bench.seller({}, { client_id: 'spent', shared_secret: 'secret' });
    await bench.control('PUT', 'options', { limit_per_day: 3 });
    const report = await shop.job().run();
    await bench.control('PUT', 'options', { limit_per_day: 1_000_000 });
    expect(report.status).toBe('failed');
    expect(report.failure).toMatchObject({ code: 'etsy.rate_limited', blocks: 'application' });
    expect(
      shop.lowered.filter(({ scope }) => scope === 'etsy/day/all').map(({ remaining }) => remaining),
    ).toEqual(expect.arrayContaining([2, 1, 0]));
  });

  it.each(OPERATIONS.filter((operation) => !WITHOUT_TOKEN.includes(operation)))(
    'refreshes an expired token once at %s, within the step',
    async (operation) => {
      const shop = await bench.seller();
      await bench.control('PUT', 'faults', { script: [{ operation, fault: 'expire_token', nth: 1 }] });
      const report = await shop.job({ maxAttempts: 1 }).run();
      expect(report.status).toBe('completed');
      expect(report.outcomes.every(({ kind }) => kind === 'done')).toBe(true);
      expect(shop.tokens.refreshes).toBe(2);
      expect(await shop.outcome()).toEqual(LISTED_ONCE);
    },
  );

  it.each(['createDraftListing', 'updateListingInventory', 'uploadListingImage', 'updateListing'] as const)(
    'repeats %s after another writer was in the way (409)',
    async (operation) => {
      const shop = await bench.seller();
      await bench.control('PUT', 'faults', { script: [{ operation, fault: 'concurrent', nth: 1 }] });
      const report = await shop.job().run();
      expect(report.status).toBe('completed');
      expect(report.outcomes.filter(({ kind }) => kind === 'retry')).toEqual([
        expect.objectContaining({ code: 'etsy.busy', afterMs: 2_000 }),
      ]);
      expect(await shop.outcome()).toEqual(LISTED_ONCE);
    },
  );

  it.each(OPERATIONS)('survives a 500 without effect on %s', async (operation) => {
    const shop = await bench.seller();
    await bench.control('PUT', 'faults', { script: [{ operation, fault: 'error_before', nth: 1 }] });
    expect((await shop.job().run()).status).toBe('completed');
    expect(await shop.outcome()).toEqual(LISTED_ONCE);
  });

  it.each(OPERATIONS)('survives a cut connection on %s', async (operation) => {
    const shop = await bench.seller();
    await bench.control('PUT', 'faults', { script: [{ operation, fault: 'reset_before', nth: 1 }] });
    expect((await shop.job().run()).status).toBe('completed');
    expect(await shop.outcome()).toEqual(LISTED_ONCE);
  });
});
