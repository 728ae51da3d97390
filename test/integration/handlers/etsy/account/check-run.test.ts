import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EtsyBench } from '../etsy-bench.ts';
import { ShopDesk } from './shop-desk.ts';

describe('checking an Etsy account', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  it('finds everything in order', async () => {
    const desk = await ShopDesk.open(bench);
    const job = desk.job('check_connection');
    expect(await job.run()).toMatchObject({ status: 'completed', result: { ok: true, missing: [] } });
    expect(job.effects).toMatchObject([{ type: 'checklist' }]);
  });

  it('finds what the shop does not have, and does not fail for it', async () => {
    const desk = await ShopDesk.open(bench, { return_policy: false });
    const job = desk.job('check_connection');
    expect(await job.run()).toMatchObject({
      status: 'completed',
      result: { ok: false, missing: ['return_policy'] },
    });
    const missing = expect.objectContaining({ code: 'return_policy', ok: false, blocks: true });
    expect(job.effects).toMatchObject([{ items: expect.arrayContaining([missing]) }]);
  });

  it('finds what the connection may not read', async () => {
    const desk = await ShopDesk.open(bench);
    await desk.fault({ operation: 'getShopShippingProfiles', fault: 'refuse', error_id: 403 });
    expect(await desk.job('check_connection').run()).toMatchObject({
      status: 'completed',
      result: { ok: false, missing: ['shipping_profile'] },
    });
  });

  it('signs in once more where the token has ended', async () => {
    const desk = await ShopDesk.open(bench);
    await desk.fault({ operation: 'getShop', fault: 'expire_token', nth: 1 });
    const report = await desk.job('check_connection').run();
    expect(report).toMatchObject({ status: 'completed', result: { ok: true } });
    expect(desk.shop.tokens.refreshes).toBe(2);
  });

  it('holds the account where the seller has withdrawn the consent', async () => {
    const desk = await ShopDesk.open(bench);
    await bench.control('POST', `accounts/${desk.account}/revoke`);
    const job = desk.job('check_connection');
    expect(await job.run()).toMatchObject({
      status: 'held',
      failure: { code: 'etsy.reauth_needed', holds: { hold: 'reauth', status: 'needs_reauth' } },
    });
    expect(job.effects).toEqual([]);
  });

  it('waits as long as Etsy asks, at no cost', async () => {
    const desk = await ShopDesk.open(bench);
    await desk.fault({ operation: 'getShopReturnPolicies', fault: 'rate_limited', nth: 1, retry_after: 9 });
    const report = await desk.job('check_connection', { maxAttempts: 1 }).run();
    expect(report.status).toBe('completed');
    expect(report.outcomes[0]).toMatchObject({
      code: 'etsy.rate_limited',
      afterMs: 9_000,
      costsAttempt: false,
      blocks: { scope: 'second' },
    });
  });

  it.each(['getMe', 'getShop', 'getShopReturnPolicies'])(
    'fails, and stores nothing, where Etsy does not answer %s properly',
    async (operation) => {
      for (const [fault, code] of [
        ['error_before', 'etsy.unavailable'],
        ['empty_answer', 'etsy.answer_malformed'],
      ]) {
        const desk = await ShopDesk.open(bench);
        await desk.fault({ operation, fault });
        const job = desk.job('check_connection', { maxAttempts: 2 });
        expect(await job.run()).toMatchObject({ status: 'failed', failure: { code } });
        expect(job.effects).toEqual([]);
      }
    },
  );
});
