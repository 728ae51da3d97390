import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../support/api-world.ts';
import type { Answer, BatchBody, Caller, JobBody } from '../../support/api-world.ts';

const BATCHES = '/api/batch-jobs';

describe('what a person wants of a batch', () => {
  let world: ApiWorld;
  let seller: Caller;

  beforeAll(async () => {
    world = await ApiWorld.start();
    seller = world.as(1);
    await world.account(1);
  });
  afterAll(() => world.close());
  afterEach(() => {
    world.market.preflight = () => [];
  });

  const create = async (products: number): Promise<BatchBody> => {
    const ids = await world.products(1, products);
    const answer = await seller<BatchBody>('POST', BATCHES, {
      marketplaces: ['testmarket'],
      action_code: 'publish',
      product_ids: ids,
    });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const want = <T = BatchBody>(id: number, wish: string): Promise<Answer<T>> =>
    seller('POST', `${BATCHES}/${id}/${wish}`);
  const jobsOf = async (id: number, query = ''): Promise<readonly JobBody[]> =>
    (await seller<{ data: JobBody[] }>('GET', `${BATCHES}/${id}/jobs${query}`)).body.data;
  const pointers = async (id: number): Promise<unknown> =>
    world.db.query(
      `select state, count(*) as jobs from public.job_queue where tenant_id = 1 and batch_id = $1
       group by state order by state`,
      [id],
    );

  /** Has every paused job refuse to wait again; answers what ends that. */
  const refuseToResume = async (): Promise<() => Promise<unknown>> => {
    await world.db.query(
      `create function user_1.refuse() returns trigger language plpgsql
       as $$ begin raise exception 'not now'; end $$`,
    );
    await world.db.query(
      `create trigger refuse before update on user_1.marketplace_jobs for each row
       when (old.status = 'paused' and new.status = 'pending') execute function user_1.refuse()`,
    );
    return () => world.db.query('drop function user_1.refuse() cascade');
  };

  it('cancels waiting and paused jobs, asks running ones and leaves ended ones', async () => {
    const batch = await create(4);
    const [waits, paused, runs, ended] = (await jobsOf(batch.id)).map(({ id }) => id);
    await seller('POST', `/api/marketplace/jobs/${paused ?? 0}/pause`);
    await world.pretend(1, runs ?? 0, 'processing');
    await world.pretend(1, ended ?? 0, 'completed');

    const answer = await want(batch.id, 'cancel');
    expect(answer).toMatchObject({
      status: 200,
      body: {
        status: 'processing',
        cancel_requested: true,
        progress: { total: 4, ended: 3, percent: 75, counts: { cancelled: 2, processing: 1, completed: 1 } },
      },
    });
    const jobs = await jobsOf(batch.id);
    expect(jobs.find(({ id }) => id === waits)).toMatchObject({ status: 'cancelled' });
    expect(jobs.find(({ id }) => id === runs)).toMatchObject({
      status: 'processing',
      cancel_requested: true,
    });
    expect(await pointers(batch.id)).toEqual([{ state: 'leased', jobs: 1 }]);
  });

  it('pauses all of it and lets it go on', async () => {
    const batch = await create(3);
    const [runs] = (await jobsOf(batch.id)).map(({ id }) => id);
    await world.pretend(1, runs ?? 0, 'processing');
    expect(await want(batch.id, 'pause')).toMatchObject({
      status: 200,
      body: { paused: true, progress: { counts: { paused: 2, processing: 1 } } },
    });
    expect((await jobsOf(batch.id)).find(({ id }) => id === runs)).toMatchObject({ pause_requested: true });
    expect(await pointers(batch.id)).toEqual([
      { state: 'leased', jobs: 1 },
      { state: 'parked', jobs: 2 },
    ]);
    expect(await want(batch.id, 'pause')).toMatchObject({ status: 409 });

    expect(await want(batch.id, 'resume')).toMatchObject({
      status: 200,
      body: { paused: false, progress: { counts: { paused: 0, pending: 2, processing: 1 } } },
    });
    expect((await jobsOf(batch.id)).find(({ id }) => id === runs)).toMatchObject({ pause_requested: false });
    expect(await want(batch.id, 'resume')).toMatchObject({ status: 409 });
  });

  it('lets go on what a resume that failed has left', async () => {
    const batch = await create(3);
    await want(batch.id, 'pause');
    const drop = await refuseToResume();
    expect((await want(batch.id, 'resume')).status).toBeGreaterThanOrEqual(500);
    await drop();
    expect((await seller<BatchBody>('GET', `${BATCHES}/${batch.id}`)).body).toMatchObject({ paused: false });
    expect(await want(batch.id, 'resume')).toMatchObject({
      status: 200,
      body: { paused: false, progress: { counts: { paused: 0, pending: 3 } } },
    });
    expect(await pointers(batch.id)).toEqual([{ state: 'ready', jobs: 3 }]);
    expect(await want(batch.id, 'resume')).toMatchObject({ status: 409 });
  });

  it('lets a running job go on that a resume that failed has left about to pause', async () => {
    const batch = await create(1);
    const [runs] = (await jobsOf(batch.id)).map(({ id }) => id);
    await world.pretend(1, runs ?? 0, 'processing');
    await want(batch.id, 'pause');
    await world.db.query('update user_1.batch_jobs set paused = false where id = $1', [batch.id]);
    expect(await want(batch.id, 'resume')).toMatchObject({ status: 200 });
    expect(await jobsOf(batch.id)).toMatchObject([{ status: 'processing', pause_requested: false }]);
    expect(await want(batch.id, 'resume')).toMatchObject({ status: 409 });
  });

  it('reopens what failed, was cancelled or expired, and lists what a newer job does', async () => {
    const batch = await create(5);
    const jobs = await jobsOf(batch.id);
    const statuses = ['completed', 'failed', 'cancelled', 'expired', 'failed'];
    for (const [index, job] of jobs.entries()) await world.pretend(1, job.id, statuses[index] ?? 'failed');
    const [, , , , conflicting] = jobs;
    const newer = await world.job(1, { product_id: conflicting?.['product_id'] });

    const answer = await want<{ reopened: number; conflicts: unknown; batch: BatchBody }>(batch.id, 'retry');
    expect(answer).toMatchObject({
      status: 200,
      body: {
        reopened: 3,
        conflicts: [{ job_id: conflicting?.id, active_job_id: newer.id }],
        batch: { status: 'processing', progress: { counts: { completed: 1, pending: 3, failed: 1 } } },
      },
    });
    expect(await pointers(batch.id)).toEqual([{ state: 'ready', jobs: 3 }]);
  });

  it('refuses what its state forbids', async () => {
    const done = await create(0);
    for (const wish of ['cancel', 'pause', 'resume']) {
      expect(await want(done.id, wish)).toMatchObject({
        status: 409,
        body: { code: 'batch.illegal_transition' },
      });
    }
    expect(await want(done.id, 'retry')).toMatchObject({
      status: 409,
      body: { code: 'batch.nothing_to_retry' },
    });
  });

  it('reaches every job of a batch of several thousand', async () => {
    const batch = await create(2500);
    expect((await want(batch.id, 'pause')).body.progress.counts).toMatchObject({ paused: 2500 });
    expect((await want(batch.id, 'resume')).body.progress.counts).toMatchObject({ pending: 2500 });
    expect(await want(batch.id, 'cancel')).toMatchObject({
      status: 200,
      body: { status: 'cancelled', progress: { percent: 100, counts: { cancelled: 2500 } } },
    });
    expect(await pointers(batch.id)).toEqual([]);
    const retried = await want<{ reopened: number }>(batch.id, 'retry');
    expect(retried.body).toMatchObject({ reopened: 2500, batch: { cancel_requested: false } });
    await want(batch.id, 'cancel');
  });

  it('is 404 for another tenant', async () => {
    const batch = await create(1);
    for (const path of ['', '/jobs']) {
      const answer = await world.as(2)('GET', `${BATCHES}/${batch.id}${path}`);
      expect(answer).toMatchObject({ status: 404, body: { code: 'batch.not_found' } });
    }
    for (const wish of ['cancel', 'retry', 'pause', 'resume']) {
      const answer = await world.as(2)('POST', `${BATCHES}/${batch.id}/${wish}`);
      expect(answer).toMatchObject({ status: 404, body: { code: 'batch.not_found' } });
    }
    expect(await seller('GET', `${BATCHES}/${batch.id}`)).toMatchObject({ body: { status: 'pending' } });
  });
});
