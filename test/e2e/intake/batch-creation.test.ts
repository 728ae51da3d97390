import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiWorld, fieldCodes } from '../../support/api-world.ts';
import type { BatchBody, Caller, JobBody } from '../../support/api-world.ts';

const BATCHES = '/api/batch-jobs';

describe('a request over many products', () => {
  let world: ApiWorld;
  let seller: Caller;
  let accountId: number;

  beforeAll(async () => {
    world = await ApiWorld.start();
    seller = world.as(1);
    accountId = await world.account(1);
  });
  afterAll(() => world.close());
  afterEach(() => {
    world.market.preflight = () => [];
    world.market.notices = () => [];
  });

  const wish = (more: Record<string, unknown>): Record<string, unknown> => ({
    marketplaces: ['testmarket'],
    action_code: 'publish',
    ...more,
  });
  const count = async (table: string): Promise<number> => {
    const [row] = await world.db.query<{ rows: number }>(`select count(*) as rows from ${table}`);
    return row?.rows ?? -1;
  };
  const jobsOf = async (batch: BatchBody): Promise<readonly JobBody[]> =>
    (await seller<{ data: JobBody[] }>('GET', `${BATCHES}/${batch.id}/jobs`)).body.data;

  it('makes what fits, keeps what was refused with its reasons, and lists what waits already', async () => {
    const [fits = 0, refused = 0, waiting = 0] = await world.products(1, 3);
    const active = await world.job(1, { product_id: waiting });
    world.market.preflight = (product) =>
      product?.id === refused
        ? [{ field: 'brand', code: 'test.required', message: 'It needs a brand.' }]
        : [];

    const answer = await seller<BatchBody>('POST', BATCHES, wish({ product_ids: [fits, refused, waiting] }));
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      marketplaces: ['testmarket'],
      action_code: 'publish',
      status: 'processing',
      progress: { total: 2, ended: 1, percent: 50, counts: { pending: 1, failed: 1 } },
      skipped: [
        { product_id: waiting, marketplace: 'testmarket', reason: 'already_active', job_id: active.id },
      ],
    });
    const jobs = await jobsOf(answer.body);
    expect(jobs.find((job) => job['product_id'] === fits)).toMatchObject({ status: 'pending', priority: 3 });
    expect(jobs.find((job) => job['product_id'] === refused)).toMatchObject({
      status: 'failed',
      attempts: 0,
      progress: { total: 0 },
      error: {
        code: 'preflight.refused',
        actor: 'seller',
        fields: [{ field: 'brand', code: 'test.required', message: 'It needs a brand.' }],
      },
    });
    const pointers = await world.db.query(
      `select product_id from public.job_queue where tenant_id = 1 and batch_id = $1`,
      [answer.body.id],
    );
    expect(pointers).toEqual([{ product_id: fits }]);
  });

  it('as a dry run tells the same and stores nothing', async () => {
    const [fits = 0, refused = 0] = await world.products(1, 2);
    world.market.preflight = (product) =>
      product?.id === refused
        ? [{ field: 'brand', code: 'test.required', message: 'It needs a brand.' }]
        : [];
    const before = [await count('user_1.batch_jobs'), await count('user_1.marketplace_jobs')];
    const answer = await seller('POST', BATCHES, wish({ product_ids: [fits, refused], dry_run: true }));
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      dry_run: true,
      accounts: [
        {
          marketplace: 'testmarket',
          account_id: accountId,
          fit: 1,
          refused: [{ product_id: refused, fields: [{ field: 'brand', code: 'test.required' }] }],
        },
      ],
    });
    expect([await count('user_1.batch_jobs'), await count('user_1.marketplace_jobs')]).toEqual(before);
  });

  it('as a dry run tells each thing to know once, and what the account has', async () => {
    const ids = await world.products(1, 3);
    world.market.notices = (product) => [
      'Watchers are lost.',
      ...(product?.id === ids[2] ? ['It is old.'] : []),
    ];
    const answer = await seller<{ accounts: unknown[] }>(
      'POST',
      BATCHES,
      wish({ product_ids: ids, dry_run: true }),
    );
    expect(answer.body.accounts).toMatchObject([
      {
        ok: true,
        items: [{ code: 'shop', ok: true }],
        verified_at: expect.any(String),
        notices: ['Watchers are lost.', 'It is old.'],
      },
    ]);
  });

  it('without products is completed at once', async () => {
    const answer = await seller<BatchBody>('POST', BATCHES, wish({ product_ids: [] }));
    expect(answer).toMatchObject({
      status: 201,
      body: { status: 'completed', progress: { total: 0, percent: 100 } },
    });
    expect(answer.body['completed_at']).not.toBeNull();
  });

  it('goes to every account that it names, and names a product once', async () => {
    const second = await world.account(1, 'secondmarket');
    const third = await world.account(1, 'secondmarket');
    const [product = 0] = await world.products(1, 1);
    const answer = await seller<BatchBody>('POST', BATCHES, {
      marketplaces: ['testmarket', 'secondmarket'],
      action_code: 'publish',
      product_ids: [product, product],
      account_ids: [second, third],
      options: { priority: 1, run_at: '2090-01-01T00:00:00Z', input_data: { note: 'x' } },
    });
    expect(answer.body.progress.total).toBe(3);
    const jobs = await jobsOf(answer.body);
    expect(new Set(jobs.map((job) => job['account_id']))).toEqual(new Set([accountId, second, third]));
    for (const job of jobs) expect(job).toMatchObject({ priority: 1, input_data: { note: 'x' } });
  });

  it('may name one marketplace, and choose products by what they are', async () => {
    const chosen = await world.products(1, 2, { brand: 'Acme', category: 'Coats' });
    await world.products(1, 2, { brand: 'Acme', category: 'Hats' });
    await world.products(1, 1, { brand: 'Acme', category: 'Coats', status: 'archived' });
    const answer = await seller<BatchBody>('POST', BATCHES, {
      marketplace: 'testmarket',
      action_code: 'publish',
      filter: { brand: 'Acme', category: 'Coats', status: 'active' },
    });
    expect(answer.status).toBe(201);
    expect((await jobsOf(answer.body)).map((job) => job['product_id']).sort()).toEqual(chosen.sort());
  });

  it('may leave out products that are listed already', async () => {
    const [listed = 0, ended = 0, never = 0] = await world.products(1, 3, { brand: 'Listed' });
    await world.db.query(
      `insert into user_1.listings (product_id, account_id, status) values ($1, $3, 'live'), ($2, $3, 'ended')`,
      [listed, ended, accountId],
    );
    const answer = await seller<BatchBody>(
      'POST',
      BATCHES,
      wish({ filter: { brand: 'Listed', not_listed_on: 'testmarket' } }),
    );
    expect((await jobsOf(answer.body)).map((job) => job['product_id']).sort()).toEqual([ended, never].sort());
  });

  it('on whole accounts makes one job an account', async () => {
    const account = await world.account(1, 'secondmarket');
    const sync = { marketplaces: ['secondmarket'], action_code: 'sync', account_ids: [account] };
    const answer = await seller<BatchBody>('POST', BATCHES, sync);
    expect(answer.body.progress.total).toBe(1);
    const [job] = await jobsOf(answer.body);
    expect(job).toMatchObject({ product_id: null, account_id: account });
    const refused = await seller('POST', BATCHES, { ...sync, filter: {} });
    expect(fieldCodes(refused.body)).toEqual({ product_ids: 'choice' });
  });

  it('naming products that are not there, or another tenant’s, changes nothing', async () => {
    const [mine = 0] = await world.products(1, 1);
    const theirs = Math.max(...(await world.products(2, 500)));
    const before = await count('user_1.marketplace_jobs');
    const answer = await seller('POST', BATCHES, wish({ product_ids: [mine, theirs] }));
    expect(answer).toMatchObject({
      status: 404,
      body: { code: 'product.not_found', missing: 1, missing_ids: [theirs] },
    });
    expect(await count('user_1.marketplace_jobs')).toBe(before);
  });

  it('over more than 10,000 products is refused', async () => {
    const ids = Array.from({ length: 10_001 }, (_, index) => index + 1);
    const answer = await seller('POST', BATCHES, wish({ product_ids: ids }));
    expect(answer).toMatchObject({ status: 422, body: { code: 'batch.too_large' } });
  });

  it.each([
    ['no marketplace', { marketplaces: undefined }, 'marketplaces'],
    ['marketplaces in both ways', { marketplace: 'testmarket' }, 'marketplaces'],
    ['products in both ways', { filter: {} }, 'product_ids'],
    ['products in no way', { product_ids: undefined }, 'product_ids'],
    ['an unknown marketplace', { marketplaces: ['amazon'] }, 'marketplace'],
    ['an unknown field in the options', { options: { speed: 9 } }, 'options.speed'],
    [
      'an unknown field in the filter',
      { product_ids: undefined, filter: { colour: 'red' } },
      'filter.colour',
    ],
    ['a text that nobody can store', { product_ids: undefined, filter: { brand: '\0' } }, 'filter.brand'],
  ])('with %s is refused with 400', async (_name, more, field) => {
    const answer = await seller('POST', BATCHES, wish({ product_ids: [], ...more }));
    expect(answer.status).toBe(400);
    expect(Object.keys(fieldCodes(answer.body))).toContain(field);
  });

  it('for another tenant is refused with 403, and for an impossible action with 422', async () => {
    const other = await seller('POST', BATCHES, wish({ product_ids: [], user_id: 2 }));
    expect(other).toMatchObject({ status: 403, body: { code: 'tenant.mismatch' } });
    const impossible = { marketplaces: ['secondmarket'], action_code: 'delete', product_ids: [] };
    expect(await seller('POST', BATCHES, impossible)).toMatchObject({
      status: 422,
      body: { code: 'action.unsupported' },
    });
  });
});
