import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MikroORM } from '@mikro-orm/postgresql';
import { ApiWorld } from '../../support/api-world.ts';
import type { Answer } from '../../support/api-world.ts';
import { StatementTap } from '../../support/statements/statement-tap.ts';

interface Made {
  readonly id: number;
  readonly code?: string;
}

describe('requests for single jobs that come in at the same moment', () => {
  let world: ApiWorld;
  let accounts: readonly number[];
  let tap: StatementTap;

  beforeAll(async () => {
    world = await ApiWorld.start();
    const made = [];
    for (let n = 0; n < 4; n += 1) made.push(await world.account(1));
    accounts = made;
    tap = await StatementTap.on(world.get(MikroORM), world.db);
  });
  afterAll(async () => {
    tap.stop();
    await world.close();
  });

  const post = (
    productId: number,
    accountId: number | undefined,
    more: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer<Made>> =>
    world.as(1)<Made>(
      'POST',
      '/api/marketplace/jobs',
      {
        marketplace: 'testmarket',
        action_code: 'publish',
        product_id: productId,
        account_id: accountId,
        ...more,
      },
      headers,
    );
  const places = (): Promise<{ job: number; account: number; product: number; priority: number }[]> =>
    world.db.query(
      `select job_id as job, account_id as account, product_id as product, priority
       from public.job_queue where tenant_id = 1 order by job_id`,
    );

  it('share commits, and each gets its own job, place and answer', async () => {
    const products = await world.products(1, 24);
    const before = tap.sent.length;
    const answers = await Promise.all(
      products.map((product, n) => post(product, accounts[n % 4], { priority: 1 + (n % 3) })),
    );
    expect(answers.map(({ status }) => status)).toEqual(products.map(() => 201));
    const commits = tap.sent
      .slice(before)
      .filter(({ statements }) =>
        statements.some(({ text }) => text.includes('insert into public.job_queue')),
      );
    expect(commits.length).toBeLessThan(products.length);
    const byJob = new Map((await places()).map((place) => [place.job, place]));
    products.forEach((product, n) => {
      const id = answers[n]?.body.id ?? 0;
      expect(byJob.get(id)).toEqual({ job: id, account: accounts[n % 4], product, priority: 1 + (n % 3) });
    });
  });

  it('make one job for the same thing, however many ask for it', async () => {
    const [product = 0] = await world.products(1, 1);
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(product, accounts[0])));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(7).fill(200), 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    const deduplicated = answers.filter(({ headers }) => headers.get('deduplicated') === 'true');
    expect(deduplicated).toHaveLength(7);
  });

  it('are refused one by one: what is wrong with one keeps no other from being made', async () => {
    const products = await world.products(1, 6);
    const [unresolved = 0, reused = 0] = products;
    const earlier = await post(unresolved, accounts[1]);
    await world.db.query(
      `update user_1.marketplace_jobs set status = 'failed', unresolved = true, completed_at = now() where id = $1`,
      [earlier.body.id],
    );
    await world.db.query('delete from public.job_queue where tenant_id = 1 and job_id = $1', [
      earlier.body.id,
    ]);
    await post(reused, accounts[2], {}, { 'idempotency-key': 'used' });
    const answers = await Promise.all([
      ...products.slice(2).map((product, n) => post(product, accounts[n])),
      post(unresolved, accounts[1]),
      post(products[5] ?? 0, accounts[3], {}, { 'idempotency-key': 'used' }),
      post(999_999, accounts[3]),
    ]);
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual([
      ...Array.from({ length: 4 }, () => [201, undefined]),
      [409, 'job.unresolved_before'],
      [409, 'idempotency.key_reused'],
      [404, 'product.not_found'],
    ]);
  });

  it('with the same key get the same job', async () => {
    const [product = 0] = await world.products(1, 1);
    const key = { 'idempotency-key': 'a-key-of-many' };
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(product, accounts[0], {}, key)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  });
});
