import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Effect } from '../../../../../src/domain/effects.ts';
import { EtsyBench } from '../etsy-bench.ts';
import { LOOK_AT, ShopDesk } from './shop-desk.ts';

describe('looking for orders in an Etsy shop', () => {
  let bench: EtsyBench;
  let now = LOOK_AT.getTime() - 3_600_000;
  beforeAll(async () => {
    bench = await EtsyBench.start({}, () => now);
  });
  afterAll(() => bench.stop());

  const told = (effects: readonly Effect[]): readonly unknown[] =>
    effects.map((effect) =>
      effect.type === 'order' ? `${effect.order.state} ${effect.order.externalId}` : effect.type,
    );

  it('counts every order at once and remembers how far it came', async () => {
    const desk = await ShopDesk.open(bench);
    const [one, two, three] = await desk.list({ count: 3 });
    const paid = await desk.sell([one ?? 0, two ?? 0]);
    const open = await desk.sell([three ?? 0], false);
    const job = desk.job('sync_orders');
    expect(await job.run()).toMatchObject({
      status: 'completed',
      result: { orders: 2, pieces: 2, read_until: LOOK_AT.toISOString() },
    });
    expect(told(job.effects)).toEqual([`paid ${paid}`, `open ${open}`, 'orders_read']);
  });

  it('reads again what was sold shortly before the last look, and nothing older', async () => {
    const desk = await ShopDesk.open(bench);
    const [one, two] = await desk.list({ count: 2 });
    await desk.sell([one ?? 0]);
    now += 50 * 60_000;
    const late = await desk.sell([two ?? 0]);
    desk.ordersReadUntil = LOOK_AT.toISOString();
    const job = desk.job('sync_orders');
    await job.run();
    expect(told(job.effects)).toEqual([`paid ${late}`, 'orders_read']);
  });

  it('does not come further than to a page that cannot be read', async () => {
    const desk = await ShopDesk.open(bench);
    const [id] = await desk.list({ quantity: 150 });
    for (let sale = 0; sale < 120; sale += 1) await desk.sell([id ?? 0]);
    bench.proxy.rule({ when: ({ path }) => path.includes('offset=100'), then: { do: 'fail_before' } });
    const job = desk.job('sync_orders', { maxAttempts: 2 });
    expect((await job.run()).status).toBe('failed');
    expect(told(job.effects)).not.toContain('orders_read');
    bench.proxy.reset();
    expect((await job.run()).result).toMatchObject({ orders: 120, read_until: LOOK_AT.toISOString() });
  });

  it('goes on with a new token where one ends between two pages, and waits where Etsy asks for it', async () => {
    const desk = await ShopDesk.open(bench);
    const [id] = await desk.list({ quantity: 150 });
    for (let sale = 0; sale < 120; sale += 1) await desk.sell([id ?? 0]);
    await desk.fault(
      { operation: 'getShopReceipts', fault: 'rate_limited', nth: 1, retry_after: 2 },
      { operation: 'getShopReceipts', fault: 'expire_token', nth: 3 },
    );
    const report = await desk.job('sync_orders', { maxAttempts: 1 }).run();
    expect(report).toMatchObject({ status: 'completed', result: { orders: 120, pieces: 120 } });
    expect(report.outcomes[0]).toMatchObject({
      code: 'etsy.rate_limited',
      afterMs: 2_000,
      costsAttempt: false,
    });
    expect(desk.shop.tokens.refreshes).toBe(2);
  });
});
