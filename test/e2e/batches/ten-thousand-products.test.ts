import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../support/api-world.ts';
import type { BatchBody } from '../../support/api-world.ts';

const PRODUCTS = 10_000;

describe('a batch of ten thousand products', () => {
  let world: ApiWorld;

  beforeAll(async () => {
    world = await ApiWorld.start();
    await world.account(1);
  });
  afterAll(() => world.close());

  it('is taken in one request, whole, with one place in the queue for each product', async () => {
    const ids = await world.products(1, PRODUCTS);
    const answer = await world.as(1)<BatchBody>('POST', '/api/batch-jobs', {
      marketplaces: ['testmarket'],
      action_code: 'publish',
      product_ids: ids,
    });
    expect(answer).toMatchObject({
      status: 201,
      body: { status: 'pending', progress: { total: PRODUCTS, counts: { pending: PRODUCTS } }, skipped: [] },
    });
    const [queue] = await world.db.query(
      `select count(*) as jobs, count(distinct product_id) as products from public.job_queue
       where tenant_id = 1 and batch_id = $1 and state = 'ready'`,
      [answer.body.id],
    );
    expect(queue).toEqual({ jobs: PRODUCTS, products: PRODUCTS });
  });
});
