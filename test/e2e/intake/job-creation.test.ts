import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiWorld, fieldCodes } from '../../support/api-world.ts';
import type { Caller, JobBody } from '../../support/api-world.ts';

const JOBS = '/api/marketplace/jobs';

describe('a request for one job', () => {
  let world: ApiWorld;
  let seller: Caller;
  let accountId: number;
  let productId: number;

  beforeAll(async () => {
    world = await ApiWorld.start();
    seller = world.as(1);
    accountId = await world.account(1);
    [productId = 0] = await world.products(1, 1);
  });
  afterAll(() => world.close());
  afterEach(() => {
    world.market.preflight = () => [];
  });

  const wish = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
    marketplace: 'testmarket',
    action_code: 'publish',
    product_id: productId,
    ...more,
  });
  const stored = async (): Promise<number> => {
    const [row] = await world.db.query<{ jobs: number }>(
      'select count(*) as jobs from user_1.marketplace_jobs',
    );
    return row?.jobs ?? -1;
  };

  it('makes a job with a place in the queue, and answers with all that is promised', async () => {
    const answer = await seller<JobBody>('POST', JOBS, wish({ user_id: 1, input_data: { note: 'x' } }));
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      marketplace: 'testmarket',
      action_code: 'publish',
      status: 'pending',
      product_id: productId,
      account_id: accountId,
      user_id: 1,
      batch_job_id: null,
      priority: 2,
      attempts: 0,
      max_attempts: 3,
      progress: { done: 0, total: 0, percent: 0, step: null },
      waiting_for: { reason: 'turn' },
      error: null,
      tasks: [],
      input_data: { note: 'x' },
      requested_by: 'tester',
      completed_at: null,
    });
    const pointers = await world.db.query(
      `select state, account_id, product_id, priority from public.job_queue where tenant_id = 1 and job_id = $1`,
      [answer.body.id],
    );
    expect(pointers).toEqual([{ state: 'ready', account_id: accountId, product_id: productId, priority: 2 }]);
  });

  it('for what a job waits for already is answered with that job', async () => {
    const first = await world.job(1);
    const again = await seller<JobBody>('POST', JOBS, wish({ product_id: first['product_id'] }));
    expect(again.status).toBe(200);
    expect(again.headers.get('deduplicated')).toBe('true');
    expect(again.body.id).toBe(first.id);
  });

  it('beside a running job makes a second one, which must not be swallowed', async () => {
    const running = await world.job(1);
    await world.pretend(1, running.id, 'processing');
    const later = await seller<JobBody>('POST', JOBS, wish({ product_id: running['product_id'] }));
    expect(later.status).toBe(201);
    expect(later.body.id).not.toBe(running.id);
    expect(later.body).toMatchObject({ waiting_for: { reason: 'product_busy' } });
  });

  it('for later waits for its time', async () => {
    const job = await world.job(1, { run_at: '2090-01-01T00:00:00Z', priority: 4 });
    expect(job).toMatchObject({ priority: 4, waiting_for: { reason: 'schedule' } });
    expect(Math.abs(Date.parse(String(job['run_at'])) - Date.parse('2090-01-01T00:00:00Z'))).toBeLessThan(
      5000,
    );
  });

  it('takes null for a field that is left out', async () => {
    const [product] = await world.products(1, 1);
    const nothing = { run_at: null, expires_at: null, priority: null, account_id: null, user_id: null };
    const answer = await seller('POST', JOBS, wish({ product_id: product, ...nothing, input_data: null }));
    expect(answer.status).toBe(201);
  });

  it.each([
    ['an unknown field', { colour: 'red' }, 'colour', 'unknown_field'],
    ['no marketplace', { marketplace: undefined }, 'marketplace', 'required'],
    ['an unknown marketplace', { marketplace: 'amazon' }, 'marketplace', 'action.unknown_marketplace'],
    ['an unknown action', { action_code: 'dance' }, 'action_code', 'action.unknown'],
    ['no product', { product_id: undefined }, 'product_id', 'required'],
    ['a product that is no number', { product_id: '1' }, 'product_id', 'is_int'],
    ['a priority that there is not', { priority: 5 }, 'priority', 'max'],
    ['a time that is none', { run_at: 'soon' }, 'run_at', 'is_date'],
    ['a number for a time', { run_at: 4_000_000_000_000 }, 'run_at', 'is_date'],
    ['a time without a zone', { expires_at: '2090-01-01T00:00:00' }, 'expires_at', 'is_date'],
    ['an end before the beginning', { expires_at: '2001-01-01T00:00:00Z' }, 'expires_at', 'is_later'],
    ['text that nobody can store', { input_data: { a: '\0' } }, 'input_data', 'json_object'],
    ['a list of parameters', { input_data: [1] }, 'input_data', 'json_object'],
  ])('with %s is refused with 400 and changes nothing', async (_name, more, field, code) => {
    const before = await stored();
    const answer = await seller('POST', JOBS, wish(more));
    expect(answer.status).toBe(400);
    expect(fieldCodes(answer.body)).toHaveProperty([field], code);
    expect(await stored()).toBe(before);
  });

  it('for another tenant is refused with 403', async () => {
    const answer = await seller('POST', JOBS, wish({ user_id: 2 }));
    expect(answer).toMatchObject({ status: 403, body: { code: 'tenant.mismatch' } });
  });

  it('without a token, or with one for operators only, is refused', async () => {
    const nobody = await world.as(1)('POST', JOBS, wish(), { authorization: '' });
    expect(nobody.status).toBe(401);
    const operator = await world.as(1, 'admin')('POST', JOBS, wish());
    expect(operator).toMatchObject({ status: 403, body: { code: 'auth.scope_missing' } });
  });

  it('for a product or an account of another tenant is answered as if there were none', async () => {
    const [theirs = 0] = (await world.products(2, 50)).slice(-1);
    const product = await seller('POST', JOBS, wish({ product_id: theirs }));
    expect(product).toMatchObject({ status: 404, body: { code: 'product.not_found' } });
    const account = await seller('POST', JOBS, wish({ account_id: 999 }));
    expect(account).toMatchObject({ status: 404, body: { code: 'account.not_found' } });
  });

  it('that the marketplace would refuse is refused before it is queued, with the fields', async () => {
    world.market.preflight = () => [{ field: 'brand', code: 'test.required', message: 'It needs a brand.' }];
    const before = await stored();
    const [product] = await world.products(1, 1);
    const answer = await seller('POST', JOBS, wish({ product_id: product }));
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'job.preflight_failed', detail: 'It needs a brand.' },
    });
    expect(fieldCodes(answer.body)).toEqual({ brand: 'test.required' });
    expect(await stored()).toBe(before);
  });

  it('for an action that the marketplace does not have is refused with its reason', async () => {
    const answer = await seller('POST', JOBS, wish({ marketplace: 'secondmarket', action_code: 'delete' }));
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'action.unsupported', detail: 'Second Market keeps everything for ever.' },
    });
  });

  it('finds the only account, and asks which one where there are none, several or the wrong one', async () => {
    const second = { marketplace: 'secondmarket' };
    const none = await seller('POST', JOBS, wish(second));
    expect(none).toMatchObject({ status: 422, body: { code: 'account.not_connected' } });
    const wrong = await seller('POST', JOBS, wish({ ...second, account_id: accountId }));
    expect(wrong).toMatchObject({ status: 422, body: { code: 'account.wrong_marketplace' } });

    const one = await world.account(1, 'secondmarket');
    expect((await seller('POST', JOBS, wish(second))).body).toMatchObject({ account_id: one });
    const two = await world.account(1, 'secondmarket');
    const several = await seller('POST', JOBS, wish(second));
    expect(several).toMatchObject({
      status: 422,
      body: { code: 'account.ambiguous', choices: [{ account_id: one }, { account_id: two }] },
    });
    expect((await seller('POST', JOBS, wish({ ...second, account_id: two }))).body).toMatchObject({
      account_id: two,
    });
  });

  it('on a whole account takes no product', async () => {
    const account = await world.account(1, 'secondmarket');
    const sync = { marketplace: 'secondmarket', action_code: 'sync', account_id: account };
    const refused = await seller('POST', JOBS, { ...sync, product_id: productId });
    expect(fieldCodes(refused.body)).toEqual({ product_id: 'not_allowed' });
    const job = await seller('POST', JOBS, sync);
    expect(job).toMatchObject({ status: 201, body: { product_id: null, account_id: account } });
    expect((await seller('POST', JOBS, sync)).status).toBe(200);
  });
});
