import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../support/api-world.ts';

const publish = (products: readonly number[]): object => ({
  marketplaces: ['testmarket'],
  action_code: 'publish',
  product_ids: products,
});

describe('a tenant that has as many jobs waiting as it may', () => {
  let world: ApiWorld;

  beforeAll(async () => {
    world = await ApiWorld.start({ MAX_ACTIVE_JOBS_PER_TENANT: '5' });
    await world.account(1);
    await world.account(2);
  });
  afterAll(() => world.close());

  it('is refused more by all or nothing, and gets them when others have ended', async () => {
    const seller = world.as(1);
    const [first, ...others] = await world.products(1, 6);
    const six = await seller('POST', '/api/batch-jobs', publish([first ?? 0, ...others]));
    expect(six).toMatchObject({ status: 429, body: { code: 'quota.active_jobs', limit: 5, wanted: 6 } });
    expect((await seller<{ data: unknown[] }>('GET', '/api/batch-jobs')).body.data).toEqual([]);

    expect((await seller('POST', '/api/batch-jobs', publish(others))).status).toBe(201);
    const one = { marketplace: 'testmarket', action_code: 'publish', product_id: first };
    expect(await seller('POST', '/api/marketplace/jobs', one)).toMatchObject({
      status: 429,
      body: { code: 'quota.active_jobs', limit: 5, wanted: 1 },
    });
    await seller('POST', '/api/batch-jobs/1/cancel');
    expect((await seller('POST', '/api/marketplace/jobs', one)).status).toBe(201);
  });

  it('keeps nothing from other tenants, and a sale is followed by what it must be', async () => {
    const products = await world.products(2, 5);
    expect((await world.as(2)('POST', '/api/batch-jobs', publish(products))).status).toBe(201);
    await world.db.query(
      `insert into user_2.listings (product_id, account_id, status) values ($1, 1, 'live')`,
      [products[0]],
    );
    const sold = await world.as(2)('POST', `/api/products/${products[0] ?? 0}/sold`, { quantity: 1 });
    expect(sold.status).toBe(201);
    expect(
      await world.db.query(`select status from user_2.marketplace_jobs where action_code = 'delete'`),
    ).toEqual([{ status: 'pending' }]);
  });
});

describe('a tenant that asks for one job after the other', () => {
  let world: ApiWorld;

  beforeAll(async () => {
    world = await ApiWorld.start({ MAX_ACTIVE_JOBS_PER_TENANT: '12' });
    await world.account(1);
  });
  afterAll(() => world.close());

  it('is refused at the limit exactly, although not every request has its jobs counted', async () => {
    const statuses: number[] = [];
    for (const product of await world.products(1, 14)) {
      const wish = { marketplace: 'testmarket', action_code: 'publish', product_id: product };
      statuses.push((await world.as(1)('POST', '/api/marketplace/jobs', wish)).status);
    }
    expect(statuses).toEqual([...Array<number>(12).fill(201), 429, 429]);
  });
});
