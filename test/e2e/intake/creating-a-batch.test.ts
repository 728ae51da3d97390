import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publish, publishAll, startMarketApp } from '../../support/market-app.ts';
import type { MarketApp } from '../../support/market-app.ts';

describe('POST /api/batch-jobs', () => {
  let app: MarketApp;
  const batches = '/api/batch-jobs';

  beforeAll(async () => {
    app = await startMarketApp();
  });
  afterAll(() => app.close());

  it('makes one job a product; those that do not fit are failed jobs with the reasons', async () => {
    const products = await app.products(3);
    app.market.preflight = (product) =>
      product?.id === products[1]
        ? [{ field: 'brand', code: 'required', message: 'A brand is needed.' }]
        : [];
    const answer = await app.ask('POST', batches, publishAll(products));
    app.market.preflight = () => [];
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      status: 'processing',
      progress: { total: 3, ended: 1, percent: 33, counts: { pending: 2, failed: 1 } },
      skipped: [],
    });
    const failed = await app.ask('GET', `${batches}/${answer.body.id}/jobs?status=failed`);
    expect(failed.body.data).toHaveLength(1);
    expect(failed.body.data[0]).toMatchObject({
      product_id: products[1],
      attempts: 0,
      error: { code: 'preflight.refused', fields: [{ field: 'brand' }], actor: 'seller' },
    });
    const shown = await app.ask('GET', `${batches}/${answer.body.id}`);
    expect(shown.body.summary.errors).toEqual([
      { code: 'preflight.refused', message: 'A brand is needed.', marketplace: 'testmarket', jobs: 1 },
    ]);
  });

  it('lists wishes that a waiting job answers already', async () => {
    const products = await app.products(2);
    const job = await app.ask('POST', '/api/marketplace/jobs', publish(products[0] ?? 0));
    const answer = await app.ask('POST', batches, publishAll(products));
    expect(answer.body.skipped).toEqual([
      { product_id: products[0], marketplace: 'testmarket', reason: 'already_active', job_id: job.body.id },
    ]);
    expect(answer.body.progress.total).toBe(1);
  });

  it('a dry run says what would happen and stores nothing', async () => {
    const products = await app.products(2);
    app.market.preflight = (product) =>
      product?.id === products[0] ? [{ field: 'price', code: 'low', message: 'Too cheap.' }] : [];
    const before = await app.db.query('select count(*) as n from user_1.batch_jobs');
    const answer = await app.ask('POST', batches, publishAll(products, { dry_run: true }));
    app.market.preflight = () => [];
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      dry_run: true,
      accounts: [
        { marketplace: 'testmarket', account_id: 1, fit: 1, refused: [{ product_id: products[0] }] },
      ],
    });
    expect(await app.db.query('select count(*) as n from user_1.batch_jobs')).toEqual(before);
  });

  it('a batch without products is complete at once', async () => {
    const answer = await app.ask('POST', batches, publishAll([]));
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ status: 'completed', progress: { total: 0, percent: 100 } });
  });

  it('chooses products by a filter', async () => {
    await app.db.query(
      `insert into user_1.products (sku, title, price, currency, brand, category)
       values ('F1', 'F', 1, 'EUR', 'Acme', 'coats'), ('F2', 'F', 1, 'EUR', 'Acme', 'jeans')`,
    );
    const answer = await app.ask('POST', batches, {
      marketplaces: ['testmarket'],
      action_code: 'publish',
      filter: { brand: 'Acme', category: 'coats' },
    });
    expect(answer.body.progress.total).toBe(1);
  });

  it('carries out the same request with one key once', async () => {
    const products = await app.products(2);
    const send = () => app.ask('POST', batches, publishAll(products), { 'idempotency-key': 'b1' });
    const answers = await Promise.all([send(), send(), send()]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect((await send()).headers.get('idempotency-replayed')).toBe('true');
    const other = await app.ask('POST', batches, publishAll([]), { 'idempotency-key': 'b1' });
    expect(other.status).toBe(409);
  });

  it('takes ten thousand products', async () => {
    const products = await app.products(10_000);
    const answer = await app.ask('POST', batches, publishAll(products));
    expect(answer.status).toBe(201);
    expect(answer.body.progress.counts.pending).toBe(10_000);
  });

  it.each<readonly [string, object, number, string]>([
    [
      'too many products',
      publishAll(Array.from({ length: 10_001 }, (_, n) => n + 1)),
      422,
      'batch.too_large',
    ],
    ['unknown products', publishAll([999_998, 999_999]), 404, 'product.not_found'],
    [
      'neither products nor filter',
      { marketplaces: ['testmarket'], action_code: 'publish' },
      400,
      'request.invalid',
    ],
    ['no marketplace', { marketplaces: [], action_code: 'publish', product_ids: [] }, 400, 'request.invalid'],
    ['an unknown option', publishAll([], { options: { speed: 'fast' } }), 400, 'request.invalid'],
    ['an account nobody has', publishAll([], { account_ids: [77] }), 404, 'account.not_found'],
    ['another tenant', publishAll([], { user_id: 2 }), 403, 'tenant.mismatch'],
  ])('refuses %s', async (_, body, status, code) => {
    const answer = await app.ask('POST', batches, body);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
  });

  it('lists the catalogue, a product’s readiness and an account’s checklist', async () => {
    const [product = 0] = await app.products(1);
    const types = await app.ask('GET', '/api/marketplace/action-types');
    expect(types.body).toMatchObject([{ marketplace: 'testmarket', code: 'publish', supported: true }]);
    const readiness = await app.ask('GET', `/api/products/${product}/readiness`);
    expect(readiness.body).toEqual([{ marketplace: 'testmarket', account_id: 1, ready: true, fields: [] }]);
    const verified = await app.ask('POST', '/api/marketplace/accounts/1/verify');
    expect(verified.body).toEqual({
      ok: true,
      items: [{ code: 'shop', ok: true, message: 'There is a shop.' }],
    });
    const account = await app.ask('GET', '/api/marketplace/accounts/1');
    expect(account.body.verified_at).not.toBeNull();
  });
});
