import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ApiWorld, fieldCodes } from '../../support/api-world.ts';
import type { Caller } from '../../support/api-world.ts';

const LETTERS = '/api/dead-letters';

interface Letter {
  readonly id: number;
  readonly error_class: string | null;
  readonly active_job_id: number | null;
}
interface Redriven {
  readonly matched: number;
  readonly redriven: number;
  readonly conflict_count: number;
  readonly conflicts: readonly { job_id: number; active_job_id: number }[];
}

describe('dead letters', () => {
  let world: ApiWorld;
  let seller: Caller;

  beforeAll(async () => {
    world = await ApiWorld.start();
    seller = world.as(1);
    await world.account(1);
    await world.account(1, 'secondmarket');
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    for (const table of ['marketplace_jobs', 'bulk_requests', 'job_events']) {
      await world.db.query(`delete from user_1.${table}`);
    }
    await world.db.query('delete from public.job_queue');
  });

  /** A failed job as a run leaves it. */
  const dead = async (
    more: {
      readonly status?: string;
      readonly code?: string;
      readonly unresolved?: boolean;
      productId?: number;
    } = {},
  ): Promise<{ readonly id: number; readonly productId: number }> => {
    const job = await world.job(1, more.productId === undefined ? {} : { product_id: more.productId });
    await world.pretend(1, job.id, more.status ?? 'failed');
    await world.db.query(
      `update user_1.marketplace_jobs set unresolved = $2,
         error = jsonb_build_object('code', $3::text, 'message', 'no') where id = $1`,
      [job.id, more.unresolved === true, more.code ?? 'step.timeout'],
    );
    return { id: job.id, productId: Number(job['product_id']) };
  };
  /** Many failed jobs at once, on the first account, without products. */
  const many = (count: number): Promise<unknown> =>
    world.db.query(
      `insert into user_1.marketplace_jobs
         (action_type_id, marketplace, action_code, account_id, priority, max_attempts, status, error, completed_at)
       select 1, 'testmarket', 'a' || n, 1, 3, 3, 'failed', '{"code":"step.timeout","message":"no"}', now()
       from generate_series(1, $1::int) n`,
      [count],
    );
  const ids = async (query: string): Promise<number[]> =>
    (await seller<{ data: Letter[] }>('GET', `${LETTERS}?${query}`)).body.data.map(({ id }) => id);

  it('are what failed or expired, newest first, page by page, and nothing else', async () => {
    const first = await dead();
    const second = await dead({ status: 'expired' });
    const third = await dead();
    for (const status of ['cancelled', 'completed', 'processing']) await dead({ status });
    await world.job(1);
    expect(await ids('')).toEqual([third.id, second.id, first.id]);
    const page = await seller<{ data: Letter[]; next_cursor: string }>('GET', `${LETTERS}?limit=2`);
    expect(page.body.data.map(({ id }) => id)).toEqual([third.id, second.id]);
    expect(await ids(`limit=2&cursor=${page.body.next_cursor}`)).toEqual([first.id]);
  });

  it('are found by what they are and by what went wrong', async () => {
    const timeout = await dead({ code: 'step.timeout' });
    const refused = await dead({ code: 'product.sold_out' });
    const strange = await dead({ code: 'test.no' });
    expect(await ids('error_code=step.timeout,test.no')).toEqual([strange.id, timeout.id]);
    expect(await ids('error_class=refused')).toEqual([refused.id]);
    expect(await ids('error_class=refused&error_code=step.timeout')).toEqual([]);
    expect(await ids(`product_id=${timeout.productId}`)).toEqual([timeout.id]);
    expect(await ids('marketplace=secondmarket')).toEqual([]);
    expect(await ids('action_code=publish&account_id=1')).toHaveLength(3);
    expect(await ids('ended_to=2020-01-01T00:00:00Z')).toEqual([]);
    const shown = await seller<{ data: Letter[] }>('GET', `${LETTERS}?error_class=refused`);
    expect(shown.body.data[0]).toMatchObject({ error_class: 'refused', active_job_id: null });
  });

  it('are counted by error, the most frequent first', async () => {
    await dead({ code: 'product.sold_out' });
    await dead({ code: 'step.timeout' });
    await dead({ code: 'step.timeout', unresolved: true });
    expect((await seller('GET', `${LETTERS}/counts`)).body).toMatchObject({
      total: 3,
      by_code: [
        { code: 'step.timeout', jobs: 2, unresolved: 1 },
        { code: 'product.sold_out', error_class: 'refused', jobs: 1, unresolved: 0 },
      ],
    });
  });

  it('are redriven by a filter; what another job does already is left out and listed', async () => {
    const plain = await dead();
    const unknown = await dead({ unresolved: true });
    const stale = await dead();
    const newer = await world.job(1, { product_id: stale.productId });
    const other = await dead({ code: 'product.sold_out' });
    const answer = await seller<Redriven>('POST', `${LETTERS}/redrive`, { error_codes: ['step.timeout'] });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        matched: 3,
        redriven: 2,
        conflict_count: 1,
        conflicts: [{ job_id: stale.id, active_job_id: newer.id }],
      },
    });
    expect(await ids('')).toEqual([other.id, stale.id]);
    const jobs = await world.db.query(
      `select id, status, waiting_for, attempts from user_1.marketplace_jobs where id = any($1) order by id`,
      [[plain.id, unknown.id]],
    );
    expect(jobs).toEqual([
      { id: plain.id, status: 'pending', waiting_for: null, attempts: 0 },
      { id: unknown.id, status: 'pending', waiting_for: 'reconciling', attempts: 0 },
    ]);
    const pointers = await world.db.query(
      `select state, unresolved from public.job_queue where job_id = $1`,
      [unknown.id],
    );
    expect(pointers).toEqual([{ state: 'ready', unresolved: true }]);
  });

  it('only the newest of several for the same thing is redriven', async () => {
    const older = await dead();
    const newest = await dead({ productId: older.productId });
    const answer = await seller<Redriven>('POST', `${LETTERS}/redrive`, { all: true });
    expect(answer.body).toMatchObject({
      redriven: 1,
      conflicts: [{ job_id: older.id, active_job_id: newest.id }],
    });
  });

  it('tells in a dry run how many there are and changes nothing', async () => {
    await dead();
    expect((await seller('POST', `${LETTERS}/redrive`, { all: true, dry_run: true })).body).toMatchObject({
      dry_run: true,
      matched: 1,
      redriven: 0,
    });
    expect(await ids('')).toHaveLength(1);
  });

  it('goes on with a request that broke off, and redrives no job twice', async () => {
    await many(2100);
    // The third commit does not succeed: two chunks are done then.
    await world.db.query(
      `create function user_1.no_more() returns trigger language plpgsql as
       $$ begin if new.chunks > 2 then raise 'the database is gone'; end if; return new; end $$`,
    );
    await world.db.query(
      `create trigger no_more before update on user_1.bulk_requests for each row execute function user_1.no_more()`,
    );
    const send = (): ReturnType<typeof seller<Redriven>> =>
      seller<Redriven>(
        'POST',
        `${LETTERS}/redrive`,
        { marketplace: 'testmarket' },
        { 'idempotency-key': 'again' },
      );
    try {
      expect((await send()).status).toBe(500);
      const [left] = await world.db.query<{ n: number }>(
        `select count(*) as n from user_1.marketplace_jobs where status = 'failed'`,
      );
      expect(left?.n).toBe(1100);
    } finally {
      await world.db.query(`drop function user_1.no_more() cascade`);
    }
    const finished = await send();
    expect(finished).toMatchObject({
      status: 200,
      body: { matched: 2100, redriven: 2100, conflict_count: 0 },
    });
    // One that has failed again since is not meant by the same request.
    await world.db.query(`update user_1.marketplace_jobs set status = 'failed' where action_code = 'a1'`);
    const replayed = await send();
    expect(replayed.headers.get('idempotency-replayed')).toBe('true');
    expect(replayed.body).toEqual(finished.body);
    const events = await world.db.query<{ n: number; jobs: number }>(
      `select count(*) as n, count(distinct job_id) as jobs from user_1.job_events where type = 'retried'`,
    );
    expect(events).toEqual([{ n: 2100, jobs: 2100 }]);
    const other = await seller('POST', `${LETTERS}/redrive`, { all: true }, { 'idempotency-key': 'again' });
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency.key_reused' } });
    const cancel = await seller(
      'POST',
      '/api/marketplace/jobs/cancel',
      { marketplace: 'testmarket' },
      { 'idempotency-key': 'again' },
    );
    expect(cancel).toMatchObject({ status: 409, body: { code: 'idempotency.key_reused' } });
  });

  it('is carried out once when it is sent several times at once', async () => {
    await many(1500);
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        seller<Redriven>('POST', `${LETTERS}/redrive`, { all: true }, { 'idempotency-key': 'at-once' }),
      ),
    );
    expect(answers.map(({ status, body }) => [status, body.redriven])).toEqual(
      Array.from({ length: 4 }, () => [200, 1500]),
    );
    const lanes = await world.db.query(`select count(*) as n from public.job_queue where state = 'ready'`);
    expect(lanes).toEqual([{ n: 1500 }]);
  });

  it('cancels open jobs by a filter: waiting ones at once, running ones at their next step', async () => {
    const waiting = await world.job(1);
    const running = await world.job(1);
    await world.pretend(1, running.id, 'processing');
    const other = await world.job(1, { marketplace: 'secondmarket', product_id: waiting['product_id'] });
    const path = '/api/marketplace/jobs/cancel';
    const body = { marketplace: 'testmarket' };
    expect((await seller('POST', path, { ...body, dry_run: true })).body).toMatchObject({
      matched: 2,
      cancelled: 0,
    });
    expect((await seller('POST', path, { ...body, status: ['paused'] })).body).toMatchObject({ matched: 0 });
    expect(await seller('POST', path, body)).toMatchObject({
      status: 200,
      body: { matched: 2, cancelled: 1, cancel_requested: 1 },
    });
    const jobs = await world.db.query(
      `select id, status, cancel_requested from user_1.marketplace_jobs order by id`,
    );
    expect(jobs).toEqual([
      { id: waiting.id, status: 'cancelled', cancel_requested: false },
      { id: running.id, status: 'processing', cancel_requested: true },
      { id: other.id, status: 'pending', cancel_requested: false },
    ]);
  });

  it('refuses what says nothing, and what is not understood', async () => {
    for (const path of [`${LETTERS}/redrive`, '/api/marketplace/jobs/cancel']) {
      const answer = await seller('POST', path, { dry_run: false });
      expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
      expect(fieldCodes(answer.body)).toEqual({ all: 'required' });
    }
    const unknown = await seller('POST', `${LETTERS}/redrive`, { marketplce: 'ebay' });
    expect(fieldCodes(unknown.body)).toEqual({ marketplce: 'unknown_field' });
    expect((await seller('GET', `${LETTERS}?error_code=Not%20a%20code`)).status).toBe(400);
  });

  it('belong to their tenant; an operator sees how many of which error, and nothing of what they were', async () => {
    await dead();
    const stranger = world.as(2);
    expect((await stranger<{ data: unknown[] }>('GET', LETTERS)).body.data).toEqual([]);
    expect((await stranger('POST', `${LETTERS}/redrive`, { all: true })).body).toMatchObject({ matched: 0 });
    const operator = world.as(null, 'admin');
    const all = await operator<{ data: Record<string, unknown>[] }>('GET', '/api/admin/dead-letters');
    expect(all.body.data).toMatchObject([
      { tenant_id: 1, readable: true, total: 1, by_code: [{ code: 'step.timeout', jobs: 1 }] },
      { tenant_id: 2, readable: true, total: 0, by_code: [] },
    ]);
    expect((await seller('GET', '/api/admin/dead-letters')).status).toBe(403);
    expect((await operator('GET', LETTERS)).status).toBe(403);
  });
});
