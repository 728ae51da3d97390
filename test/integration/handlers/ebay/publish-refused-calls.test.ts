import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EbayBench } from './ebay-bench.ts';

const OPERATIONS = [
  'createImageFromFile',
  'createOrReplaceInventoryItem',
  'createOffer',
  'publishOffer',
  'getInventoryItem',
  'getOffer',
] as const;

describe('publishing on eBay when a call is answered with a passing trouble', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  it('uses every operation that these tests spoil', async () => {
    const seller = await bench.seller();
    await seller.job().run();
    const { calls } = await seller.effects();
    expect(Object.keys(calls).sort()).toEqual([...OPERATIONS, 'token'].sort());
  });

  it.each(OPERATIONS)('waits as long as a 429 on %s asks, at no cost', async (operation) => {
    const seller = await bench.seller();
    await bench.control('PUT', 'faults', {
      script: [{ operation, fault: 'rate_limited', nth: 1, retry_after: 7 }],
    });
    const report = await seller.job({ maxAttempts: 1 }).run();
    expect(report.status).toBe('completed');
    const [limited] = report.outcomes.filter(({ kind }) => kind === 'retry');
    expect(limited).toMatchObject({
      code: 'ebay.rate_limited',
      afterMs: 7_000,
      costsAttempt: false,
      blocks: operation === 'createImageFromFile' ? { scope: 'media' } : 'application',
    });
    expect(await seller.effects()).toMatchObject({ listed_twice: 0, offers: 1 });
  });

  it.each(OPERATIONS)('refreshes an expired token once at %s, within the step', async (operation) => {
    const seller = await bench.seller();
    await bench.control('PUT', 'faults', { script: [{ operation, fault: 'expire_token', nth: 1 }] });
    const report = await seller.job({ maxAttempts: 1 }).run();
    expect(report.status).toBe('completed');
    expect(report.outcomes.every(({ kind }) => kind === 'done')).toBe(true);
    expect(seller.tokens.refreshes).toBe(2);
    expect(await seller.effects()).toMatchObject({ listed_twice: 0, offers: 1 });
  });

  it.each(OPERATIONS)('tries %s again later when eBay refuses the fresh token too', async (operation) => {
    const seller = await bench.seller();
    await bench.control('PUT', 'faults', { script: [{ operation, fault: 'expire_token', times: 2 }] });
    const report = await seller.job().run();
    expect(report.status).toBe('completed');
    expect(report.outcomes.filter(({ kind }) => kind !== 'done')).toEqual([
      expect.objectContaining({ kind: 'retry', code: 'ebay.token_refused', costsAttempt: true }),
    ]);
    expect(await seller.effects()).toMatchObject({ listed_twice: 0, offers: 1, orphan_drafts: 0 });
  });

  it('gives up, and asks nothing of the seller, when eBay refuses every token it issues', async () => {
    const seller = await bench.seller();
    await bench.control('PUT', 'faults', { script: [{ operation: 'createOffer', fault: 'expire_token' }] });
    const report = await seller.job({ maxAttempts: 3 }).run();
    expect(report.status).toBe('failed');
    expect(report.failure).toMatchObject({ code: 'ebay.token_refused', actor: 'marketplace' });
    expect(report.failure).not.toHaveProperty('holds');
    expect(await seller.effects()).toMatchObject({ offers: 0, items: 1 });
  });

  it.each(['createOrReplaceInventoryItem', 'createOffer', 'publishOffer'] as const)(
    'repeats %s after another writer was in the way (25025)',
    async (operation) => {
      const seller = await bench.seller();
      await bench.control('PUT', 'faults', { script: [{ operation, fault: 'concurrent', nth: 1 }] });
      const report = await seller.job().run();
      expect(report.status).toBe('completed');
      expect(report.outcomes.filter(({ kind }) => kind === 'retry')).toEqual([
        expect.objectContaining({ code: 'ebay.busy', afterMs: 2_000 }),
      ]);
      expect(await seller.effects()).toMatchObject({ listed_twice: 0, offers: 1 });
    },
  );

  it.each(OPERATIONS)('survives a 500 without effect on %s', async (operation) => {
    const seller = await bench.seller();
    await bench.control('PUT', 'faults', { script: [{ operation, fault: 'error_before', nth: 1 }] });
    expect((await seller.job().run()).status).toBe('completed');
    expect(await seller.effects()).toMatchObject({ listed_twice: 0, offers: 1, orphan_drafts: 0 });
  });
});
