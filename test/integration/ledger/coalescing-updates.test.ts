import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { transient, step } from '../../support/scripted-marketplace.ts';
import { salesWorld } from '../../support/sales-world.ts';
import type { SalesWorld } from '../../support/sales-world.ts';

describe('several updates of one listing', () => {
  let world: SalesWorld;
  let account: number;
  beforeAll(async () => {
    world = await salesWorld({});
    [account] = world.accounts;
    world.market.plan = () => [step('write', 'repeatable')];
  });
  afterAll(() => world.close());

  const update = async (productId: number, input: object = {}, delayMs = 0): Promise<number> => {
    const [job] = await world.request(world.worker, [productId], {
      actionCode: 'update',
      accountId: account,
      input: { ...input },
      delayMs,
    });
    return job?.jobId ?? 0;
  };

  it('that wait become one, and the last one wins', async () => {
    const productId = await world.product(1, [account]);
    const first = await update(productId, { force: false, note: 'a' }, 3_600_000);
    const second = await update(productId, { force: true }, 3_600_000);
    expect(second).toBe(first);
    expect(await world.job(world.worker, first)).toMatchObject({
      status: 'pending',
      input_data: { force: true, note: 'a' },
    });
    const events = await world.database.query(
      `select type, details from user_1.job_events where job_id = $1 order by id`,
      [first],
    );
    expect(events).toMatchObject([{ type: 'created' }, { type: 'merged', details: { force: true } }]);
  });

  it('do not hide in one that was planned from what the product was before', async () => {
    const productId = await world.product(1, [account]);
    world.market.script('write', transient(60_000));
    const planned = await update(productId);
    await world.untilWaiting(world.worker, planned, 'backoff');
    const later = await update(productId);
    expect(later).not.toBe(planned);
    await world.until(world.worker, [later], 'completed');
    expect(await world.job(world.worker, planned)).toMatchObject({ status: 'cancelled' });
  });

  it('are not begun for a product of which nothing is left', async () => {
    const productId = await world.product(0, [account]);
    const job = await update(productId);
    await world.until(world.worker, [job], 'failed');
    expect(await world.job(world.worker, job)).toMatchObject({
      error: { code: 'product.sold_out', actor: 'seller' },
    });
    expect(world.market.calls).not.toContain(`1/${job}/write`);
  });

  it('stop where the product is sold while they wait to be repeated', async () => {
    const productId = await world.product(1, [account]);
    world.market.script('write', transient(300));
    const job = await update(productId);
    await world.untilWaiting(world.worker, job, 'backoff');
    await world.database.query('update user_1.products set quantity = 0 where id = $1', [productId]);
    await world.until(world.worker, [job], 'failed');
    expect(await world.job(world.worker, job)).toMatchObject({ error: { code: 'product.sold_out' } });
  });
});
