import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { salesWorld } from '../../../support/sales-world.ts';
import type { SalesWorld } from '../../../support/sales-world.ts';

describe('a sale of the last piece', () => {
  let world: SalesWorld;
  beforeAll(async () => {
    world = await salesWorld();
  });
  afterAll(() => world.close());

  const sellOn = (accountId: number, productId: number): ReturnType<SalesWorld['sell']> =>
    world.sell({
      source: 'order',
      accountId,
      productId,
      externalId: `order-${productId}`,
      soldAt: new Date(),
    });

  it('ends every other listing at the highest priority, as one batch', async () => {
    const [first, second, third] = world.accounts;
    const productId = await world.product(1, world.accounts);
    const { orderId, status } = await sellOn(first, productId);
    expect(status).toBe('sold');
    expect(await world.stock(productId)).toBe('0 sold');
    expect(await world.listings(productId)).toEqual([`${first} sold`, `${second} live`, `${third} live`]);
    expect(await world.jobs(productId)).toEqual([`${second} delete pending 1`, `${third} delete pending 1`]);
    const [order] = await world.database.query(
      `select b.kind, b.total_count, b.requested_by from user_1.orders o
       join user_1.batch_jobs b on b.id = o.batch_job_id where o.id = $1`,
      [orderId],
    );
    expect(order).toEqual({ kind: 'delist_on_sale', total_count: 2, requested_by: 'sale' });
  });

  it('cancels what waits for the product anywhere, also where it was sold', async () => {
    const [first, second] = world.accounts;
    const productId = await world.product(1, [first]);
    await world.request(world.worker, [productId], { accountId: second });
    await world.request(world.worker, [productId], { accountId: first, actionCode: 'update' });
    await sellOn(first, productId);
    expect(await world.jobs(productId)).toEqual([
      `${second} publish cancelled 3`,
      `${first} update cancelled 3`,
      `${first} delete pending 1`,
      `${second} delete pending 1`,
    ]);
  });

  it('lets an ending that waits already go first', async () => {
    const [first, second] = world.accounts;
    const productId = await world.product(1, [first, second]);
    await world.request(world.worker, [productId], {
      accountId: second,
      actionCode: 'delete',
      priority: 4,
      delayMs: 3_600_000,
    });
    await sellOn(first, productId);
    expect(await world.jobs(productId)).toEqual([`${second} delete pending 1`]);
    const [pointer] = await world.database.query(
      `select q.state, q.priority from public.job_queue q join user_1.marketplace_jobs j on j.id = q.job_id
       where j.product_id = $1`,
      [productId],
    );
    expect(pointer).toEqual({ state: 'ready', priority: 1 });
  });

  it('looks up first where nobody knows whether the product was listed', async () => {
    const [first, second] = world.accounts;
    const productId = await world.product(1, [first]);
    const [publish] = await world.request(world.worker, [productId], { accountId: second });
    await world.database.query(
      `update user_1.marketplace_jobs set status = 'failed', unresolved = true where id = $1`,
      [publish?.jobId],
    );
    await world.database.query('delete from public.job_queue where job_id = $1', [publish?.jobId]);
    await sellOn(first, productId);
    expect(await world.jobs(productId)).toEqual([
      `${second} publish pending 3`,
      `${second} delete pending 1`,
    ]);
  });

  it('makes no batch where the product is nowhere else', async () => {
    const [first] = world.accounts;
    const productId = await world.product(1, [first]);
    const { orderId } = await sellOn(first, productId);
    expect(await world.jobs(productId)).toEqual([]);
    const [order] = await world.database.query('select batch_job_id from user_1.orders where id = $1', [
      orderId,
    ]);
    expect(order).toEqual({ batch_job_id: null });
  });

  it('keeps a copy from being sold a second time on the same account', async () => {
    const [first] = world.accounts;
    const productId = await world.product(1, [first]);
    const [old] = await world.database.query<{ id: number }>(
      `insert into user_1.listings (product_id, account_id, status, external_ids, superseded_by)
       select product_id, account_id, 'live', '{"item_id": "old"}', id from user_1.listings where product_id = $1
       returning id`,
      [productId],
    );
    await world.sell({
      source: 'order',
      accountId: first,
      listingIds: { item_id: 'old' },
      externalId: 'o-old',
    });
    expect(old).toBeDefined();
    expect(await world.jobs(productId)).toEqual([`${first} delete pending 1`]);
  });

  describe('of several', () => {
    it('has the other listings show how many are left, and ends nothing', async () => {
      const [first, second, third] = world.accounts;
      const productId = await world.product(3, [first, second], { quantity: '3' });
      await world.database.query(
        `insert into user_1.listings (product_id, account_id, status, external_ids) values ($1, $2, 'live', '{}')`,
        [productId, third],
      );
      await sellOn(first, productId);
      expect(await world.stock(productId)).toBe('2 active');
      expect(await world.jobs(productId)).toEqual([`${second} update pending 1`]);
      expect(await world.listings(productId)).toEqual([`${first} live`, `${second} live`, `${third} live`]);
    });
  });
});
