import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publish, startMarketApp } from '../../support/market-app.ts';
import type { MarketApp } from '../../support/market-app.ts';

describe('POST /api/marketplace/jobs', () => {
  let app: MarketApp;
  const jobs = '/api/marketplace/jobs';

  beforeAll(async () => {
    app = await startMarketApp();
  });
  afterAll(() => app.close());

  const rows = async (): Promise<unknown> =>
    app.db.query(
      `select (select count(*) from user_1.marketplace_jobs) as jobs, (select count(*) from public.job_queue) as pointers`,
    );

  it('makes a job and answers 201 with all that was promised', async () => {
    const [product = 0] = await app.products(1);
    const answer = await app.ask('POST', jobs, publish(product, { user_id: 1, priority: 1 }));
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      marketplace: 'testmarket',
      action_code: 'publish',
      status: 'pending',
      product_id: product,
      user_id: 1,
      account_id: 1,
      priority: 1,
      completed_at: null,
      error: null,
      tasks: [],
      progress: { done: 0, total: 0, percent: 0, step: null },
      waiting_for: { reason: 'turn' },
    });
    expect(Date.parse(answer.body.created_at)).not.toBeNaN();
  });

  it('answers with the job that waits already, and makes no second one', async () => {
    const [product = 0] = await app.products(1);
    const first = await app.ask('POST', jobs, publish(product));
    const second = await app.ask('POST', jobs, publish(product));
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body.id).toBe(first.body.id);
  });

  it('carries out ten identical requests with one key once', async () => {
    const [product = 0] = await app.products(1);
    const body = publish(product, { input_data: { a: 1, b: 2 } });
    const other = publish(product, { input_data: { b: 2, a: 1 } });
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        app.ask('POST', jobs, n % 2 === 0 ? body : other, { 'idempotency-key': 'ten' }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    expect(answers.filter((answer) => answer.status === 201).length).toBeLessThanOrEqual(1);
    const replay = await app.ask('POST', jobs, body, { 'idempotency-key': 'ten' });
    expect(replay.status).toBe(200);
    expect(replay.headers.get('idempotency-replayed')).toBe('true');
  });

  it('refuses a key that was used for another request', async () => {
    const [one = 0, two = 0] = await app.products(2);
    await app.ask('POST', jobs, publish(one), { 'idempotency-key': 'reused' });
    const answer = await app.ask('POST', jobs, publish(two), { 'idempotency-key': 'reused' });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'idempotency.key_reused' });
  });

  it('plans a job for later, and says so', async () => {
    const [product = 0] = await app.products(1);
    const runAt = new Date(Date.now() + 3_600_000).toISOString();
    const answer = await app.ask('POST', jobs, publish(product, { run_at: runAt }));
    expect(answer.body.waiting_for).toMatchObject({ reason: 'schedule' });
    expect(Math.abs(Date.parse(answer.body.waiting_for.until) - Date.parse(runAt))).toBeLessThan(5000);
  });

  describe('refuses, and changes nothing', () => {
    const hour = 3_600_000;
    const cases: readonly [string, (product: number) => unknown, number, string, string | null][] = [
      ['malformed JSON', () => '{"marketplace":', 400, 'request.malformed_json', null],
      ['an unknown field', (p) => publish(p, { colour: 'red' }), 400, 'request.invalid', 'colour'],
      ['a missing field', () => ({ action_code: 'publish' }), 400, 'request.invalid', 'marketplace'],
      ['a wrong type', (p) => publish(p, { priority: 'high' }), 400, 'request.invalid', 'priority'],
      ['an id in a text', (p) => publish(p, { product_id: String(p) }), 400, 'request.invalid', 'product_id'],
      ['no product', () => publish(1, { product_id: undefined }), 400, 'request.invalid', 'product_id'],
      [
        'an unknown marketplace',
        (p) => publish(p, { marketplace: 'amazon' }),
        400,
        'action.unknown_marketplace',
        'marketplace',
      ],
      [
        'an unknown action',
        (p) => publish(p, { action_code: 'dance' }),
        400,
        'action.unknown',
        'action_code',
      ],
      [
        'an expiry in the past',
        (p) => publish(p, { expires_at: new Date(Date.now() - hour) }),
        400,
        'request.invalid',
        'expires_at',
      ],
      [
        'an expiry before its time',
        (p) =>
          publish(p, { run_at: new Date(Date.now() + 2 * hour), expires_at: new Date(Date.now() + hour) }),
        400,
        'request.invalid',
        'expires_at',
      ],
      ['another tenant in the body', (p) => publish(p, { user_id: 2 }), 403, 'tenant.mismatch', 'user_id'],
      ['a product nobody has', () => publish(999_999), 404, 'product.not_found', null],
      ['an account nobody has', (p) => publish(p, { account_id: 99 }), 404, 'account.not_found', null],
    ];

    it.each(cases)('%s', async (_, bodyOf, status, code, field) => {
      const [product = 0] = await app.products(1);
      const before = await rows();
      const answer = await app.ask('POST', jobs, bodyOf(product));
      expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
      if (field !== null) expect(answer.body.fields).toContainEqual(expect.objectContaining({ field }));
      expect(answer.headers.get('content-type')).toMatch('application/problem+json');
      expect(await rows()).toEqual(before);
    });

    it('a product that does not fit, with its fields', async () => {
      const [product = 0] = await app.products(1);
      app.market.preflight = () => [{ field: 'brand', code: 'required', message: 'A brand is needed.' }];
      const answer = await app.ask('POST', jobs, publish(product));
      app.market.preflight = () => [];
      expect(answer.status).toBe(422);
      expect(answer.body).toMatchObject({
        code: 'job.preflight_failed',
        fields: [{ field: 'brand', code: 'required', message: 'A brand is needed.' }],
      });
    });

    it('a tenant without an account', async () => {
      const answer = await app.as({ tenant: 2 })('POST', jobs, publish(1));
      expect(answer.status).toBe(404);
      await app.db.query(
        `insert into user_2.products (id, sku, title, price, currency) values (5000, 'X', 'X', 1, 'EUR')`,
      );
      const without = await app.as({ tenant: 2 })('POST', jobs, publish(5000));
      expect({ status: without.status, code: without.body.code }).toEqual({
        status: 422,
        code: 'account.not_connected',
      });
    });

    it('a request without a token, and one without the scope', async () => {
      const response = await fetch(`${app.url}${jobs}`, { method: 'POST' });
      expect(response.status).toBe(401);
      expect((await app.as({ tenant: 1, scope: 'admin' })('POST', jobs, publish(1))).status).toBe(403);
    });
  });
});
