import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { done } from '../../../src/domain/outcome.ts';
import { publish, startMarketApp } from '../../support/market-app.ts';
import type { MarketApp } from '../../support/market-app.ts';
import { refusal } from '../../support/scripted-marketplace.ts';

describe('a job that runs', () => {
  let app: MarketApp;
  const path = (id: number, rest = ''): string => `/api/marketplace/jobs/${id}${rest}`;

  beforeAll(async () => {
    app = await startMarketApp({ ROLE: 'all' });
  });
  afterAll(() => app.close());

  async function create(): Promise<number> {
    const [product = 0] = await app.products(1);
    return (await app.ask('POST', '/api/marketplace/jobs', publish(product))).body.id as number;
  }

  it('is shown with its tasks, its result and its history', async () => {
    const id = await create();
    await app.until(id, 'completed');
    const { body } = await app.ask('GET', path(id));
    expect(body).toMatchObject({
      progress: { done: 3, total: 3, percent: 100 },
      waiting_for: null,
      result_data: { steps: ['prepare', 'create', 'save'] },
      tasks: [
        { step: 'prepare', task_type: 'db_operation', status: 'success', description: 'does prepare' },
        { step: 'create', status: 'success', effect: 'once' },
        { step: 'save', status: 'success' },
      ],
    });
    const events = await app.ask('GET', path(id, '/events'));
    expect(events.body.data.map((event: { type: string }) => event.type)).toEqual([
      'created',
      'started',
      'ended',
    ]);
    const tasks = await app.ask('GET', `/api/marketplace/tasks?job_id=${id}`);
    expect(tasks.body.data).toHaveLength(3);
    const task = await app.ask('GET', `/api/marketplace/tasks/${tasks.body.data[1].id}`);
    expect(task.body).toMatchObject({ job_id: id, step: 'create', result: { of: 'create' } });
  });

  it('shows no secret that a step has returned', async () => {
    app.market.script('prepare', done({ access_token: 'abc', nested: { password: 'x', plain: 1 } }));
    const id = await create();
    await app.until(id, 'completed');
    const { body } = await app.ask('GET', path(id));
    expect(body.tasks[0].result.nested.plain).toBe(1);
    expect(JSON.stringify(body)).not.toMatch(/abc|"password":"x"/);
  });

  it('that failed says why and can be retried; what succeeded is not repeated', async () => {
    app.market.script('save', refusal());
    const id = await create();
    await app.until(id, 'failed');
    const failed = await app.ask('GET', path(id));
    expect(failed.body.error).toMatchObject({ code: 'test.no', message: 'never', actor: 'seller' });
    const retried = await app.ask('POST', path(id, '/retry'));
    expect(retried.status).toBe(200);
    await app.until(id, 'completed');
    expect(app.market.calls.filter((call) => call === `1/${id}/create`)).toHaveLength(1);
  });

  it('that has ended can be neither cancelled nor paused, resumed or retried', async () => {
    const id = await create();
    await app.until(id, 'completed');
    for (const wish of ['cancel', 'pause', 'resume', 'retry']) {
      const answer = await app.ask('POST', path(id, `/${wish}`));
      expect({ wish, status: answer.status, code: answer.body.code }).toEqual({
        wish,
        status: 409,
        code: 'job.illegal_transition',
      });
    }
  });

  it('is asked to stop, and stops before its next task', async () => {
    let letGo: () => void = () => undefined;
    let entered: () => void = () => undefined;
    const inside = new Promise<void>((resolve) => (entered = resolve));
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    app.market.script('create', async () => {
      entered();
      await gate;
      return done({});
    });
    const id = await create();
    await inside;
    const answer = await app.ask('POST', path(id, '/cancel'));
    expect(answer.body).toMatchObject({ status: 'processing', cancel_requested: true });
    expect(answer.body.progress.step).toBe('does create');
    letGo();
    await app.until(id, 'cancelled');
    const blocked = await app.ask('POST', '/api/marketplace/jobs', publish(answer.body.product_id as number));
    await app.until(blocked.body.id as number, 'completed');
  });
});

describe('a job that waits', () => {
  let app: MarketApp;
  const path = (id: number, rest = ''): string => `/api/marketplace/jobs/${id}${rest}`;

  beforeAll(async () => {
    app = await startMarketApp();
  });
  afterAll(() => app.close());

  async function create(more: object = {}): Promise<{ id: number; product: number }> {
    const [product = 0] = await app.products(1);
    return {
      id: (await app.ask('POST', '/api/marketplace/jobs', publish(product, more))).body.id as number,
      product,
    };
  }
  const waits = async (id: number): Promise<string> =>
    (await app.ask('GET', path(id))).body.waiting_for.reason as string;

  it('is paused, resumed and cancelled at once', async () => {
    const { id } = await create();
    expect((await app.ask('POST', path(id, '/pause'))).body).toMatchObject({
      status: 'paused',
      waiting_for: { reason: 'paused' },
    });
    expect((await app.ask('POST', path(id, '/pause'))).status).toBe(409);
    expect((await app.ask('POST', path(id, '/resume'))).body.status).toBe('pending');
    expect((await app.ask('POST', path(id, '/cancel'))).body.status).toBe('cancelled');
    expect((await app.ask('POST', path(id, '/retry'))).body.status).toBe('pending');
  });

  it('is not retried beside a newer one for the same thing', async () => {
    const { id, product } = await create();
    await app.ask('POST', path(id, '/cancel'));
    const newer = await app.ask('POST', '/api/marketplace/jobs', publish(product));
    const answer = await app.ask('POST', path(id, '/retry'));
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'job.already_active', active_job_id: newer.body.id });
  });

  it('says what for: its lane, its marketplace, its product', async () => {
    const { id, product } = await create();
    expect(await waits(id)).toBe('turn');
    const cases: readonly (readonly [string, string, string])[] = [
      [`update public.lanes set holds = '{account}'`, 'account', `update public.lanes set holds = '{}'`],
      [`update public.lanes set holds = '{reauth}'`, 'reauth', `update public.lanes set holds = '{}'`],
      [
        `update public.lanes set blocked_until = now() + interval '1 hour'`,
        'rate',
        `update public.lanes set blocked_until = null`,
      ],
      [`update public.lanes set running = 4`, 'lane_full', `update public.lanes set running = 0`],
      [
        `insert into public.marketplace_switches (marketplace, paused) values ('testmarket', true)`,
        'marketplace',
        `delete from public.marketplace_switches where marketplace = 'testmarket'`,
      ],
      [
        `insert into public.job_queue (tenant_id, job_id, account_id, product_id, priority, turn, run_at, state)
         values (1, 900000, 1, ${product}, 3, 1, now(), 'leased')`,
        'product_busy',
        `delete from public.job_queue where job_id = 900000`,
      ],
    ];
    for (const [make, reason, undo] of cases) {
      await app.db.query(make);
      expect(await waits(id)).toBe(reason);
      await app.db.query(undo);
    }
  });

  it('is found by filters, counted by status and paged by a stable cursor', async () => {
    const { product } = await create();
    const one = await app.ask(
      'GET',
      `/api/marketplace/jobs?product_id=${product}&status=pending,failed&marketplace=testmarket&action_code=publish&account_id=1`,
    );
    expect(one.body.data).toHaveLength(1);
    const counts = await app.ask('GET', `/api/marketplace/jobs/counts?product_id=${product}`);
    expect(counts.body).toEqual({
      pending: 1,
      processing: 0,
      paused: 0,
      completed: 0,
      failed: 0,
      cancelled: 0,
      expired: 0,
    });
    const first = await app.ask('GET', '/api/marketplace/jobs?limit=2');
    await create();
    const second = await app.ask('GET', `/api/marketplace/jobs?limit=2&cursor=${first.body.next_cursor}`);
    const ids = [...first.body.data, ...second.body.data].map((job: { id: number }) => job.id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
    expect(first.headers.get('link')).toContain('rel="next"');
    expect((await app.ask('GET', '/api/marketplace/jobs?cursor=nonsense')).body.code).toBe(
      'request.bad_cursor',
    );
    expect((await app.ask('GET', '/api/marketplace/jobs?status=sleeping')).status).toBe(400);
    const later = await app.ask(
      'GET',
      `/api/marketplace/jobs?created_from=${new Date(Date.now() + 60_000).toISOString()}`,
    );
    expect(later.body.data).toEqual([]);
  });

  it('of another tenant does not exist, whatever is asked of it', async () => {
    const { id } = await create();
    const stranger = app.as({ tenant: 2 });
    const requests: readonly (readonly [string, string])[] = [
      ['GET', path(id)],
      ['GET', path(id, '/events')],
      ...['retry', 'cancel', 'pause', 'resume'].map((wish) => ['POST', path(id, `/${wish}`)] as const),
      ['GET', `/api/marketplace/tasks?job_id=${id}`],
    ];
    for (const [method, url] of requests) {
      const answer = await stranger(method, url);
      expect({ url, status: answer.status, code: answer.body.code }).toEqual({
        url,
        status: 404,
        code: 'job.not_found',
      });
    }
    expect((await stranger('GET', '/api/marketplace/jobs')).body.data).toEqual([]);
    expect((await stranger('GET', '/api/marketplace/tasks/1')).body.code).toBe('task.not_found');
    expect((await app.ask('GET', path(0))).status).toBe(400);
  });
});
