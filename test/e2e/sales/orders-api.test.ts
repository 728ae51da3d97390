import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../support/api-world.ts';
import type { BatchBody } from '../../support/api-world.ts';

interface OrderBody {
  readonly id: number;
  readonly status: string;
  readonly delisting: { readonly batch_job_id: number; readonly open: number } | null;
  readonly [field: string]: unknown;
}

describe('the sales of a tenant', () => {
  let world: ApiWorld;
  let accounts: readonly [number, number];
  let product: number;
  beforeAll(async () => {
    world = await ApiWorld.start();
    accounts = [await world.account(1), await world.account(1)];
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    [product = 0] = await world.products(1, 1, { quantity: '1' });
    for (const accountId of accounts) {
      await world.db.query(
        `insert into user_1.listings (product_id, account_id, status) values ($1, $2, 'live')`,
        [product, accountId],
      );
    }
  });

  const sold = (body: object = {}, id = product): ReturnType<ReturnType<ApiWorld['as']>> =>
    world.as(1)('POST', `/api/products/${id}/sold`, body);

  it('begin with the seller telling of one, which has every listing ended, also where it is said to have been sold', async () => {
    const [first, second] = accounts;
    const { status, body } = await world.as(1)<OrderBody>('POST', `/api/products/${product}/sold`, {
      account_id: first,
      price: '45.00',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'sold',
      source: 'seller',
      account_id: first,
      product_id: product,
      quantity: 1,
      missing: 0,
      price: '45.00',
      currency: 'EUR',
      delisting: { kind: 'delist_on_sale', status: 'pending', accounts: 2, open: 2, done_after_ms: null },
    });
    const batch = await world.as(1)<BatchBody>('GET', `/api/batch-jobs/${body.delisting?.batch_job_id}`);
    expect(batch.body).toMatchObject({
      kind: 'delist_on_sale',
      action_code: 'delete',
      progress: { total: 2 },
    });
    const jobs = await world.as(1)<{ data: readonly object[] }>(
      'GET',
      `/api/marketplace/jobs?product_id=${product}`,
    );
    expect(jobs.body.data).toMatchObject(
      [second, first].map((id) => ({ account_id: id, action_code: 'delete', priority: 1 })),
    );
    const after = await world.as(1)('GET', `/api/products/${product}`);
    expect(after.body).toMatchObject({ quantity: 0, status: 'sold' });
  });

  it('count one with the same reference once', async () => {
    const once = await sold({ reference: `fair-${product}` });
    const again = await sold({ reference: `fair-${product}` });
    expect([once.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(once.body);
  });

  it('show a second sale of one piece as a conflict', async () => {
    await sold();
    const { body } = await sold();
    expect(body).toMatchObject({ status: 'conflict', missing: 1 });
    const list = await world.as(1)<{ data: readonly object[] }>(
      'GET',
      `/api/orders?status=conflict&product_id=${product}`,
    );
    expect(list.body.data).toEqual([body]);
    const asked = await world.as(1)<{ data: readonly object[] }>(
      'GET',
      `/api/pending-actions?product_id=${product}&status=open`,
    );
    expect(asked.body.data).toMatchObject([{ code: 'sale.conflict', choices: ['acknowledge'] }]);
  });

  it.each([
    ['quantity', 0],
    ['quantity', 1.5],
    ['account_id', 1.5],
    ['price', '-1'],
    ['sold_at', 'yesterday'],
    ['reference', ''],
  ])('refuse a %s of %p', async (field, value) => {
    const { status, body } = await world.as(1)<Record<string, unknown>>(
      'POST',
      `/api/products/${product}/sold`,
      {
        [field]: value,
      },
    );
    expect([status, body]).toMatchObject([400, { code: 'request.invalid', fields: [{ field }] }]);
  });

  it('are found by nobody else', async () => {
    const { body } = await world.as(1)<OrderBody>('POST', `/api/products/${product}/sold`, {});
    expect((await world.as(2)('GET', `/api/orders/${body.id}`)).body).toMatchObject({
      code: 'order.not_found',
    });
    expect((await world.as(2)('POST', `/api/products/${product}/sold`, {})).body).toMatchObject({
      code: 'product.not_found',
    });
    expect((await sold({ account_id: 4711 })).body).toMatchObject({ code: 'account.not_found' });
  });
});
