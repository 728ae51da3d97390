import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiWorld } from '../../support/api-world.ts';
import type { Answer, BatchBody, Caller, JobBody } from '../../support/api-world.ts';
import { waitFor } from '../../support/wait-for.ts';

const JOBS = '/api/marketplace/jobs';

describe('what a person wants of a job', () => {
  let world: ApiWorld;
  let seller: Caller;

  beforeAll(async () => {
    world = await ApiWorld.start();
    seller = world.as(1);
    await world.account(1);
  });
  afterAll(() => world.close());

  const want = (id: number, wish: string): Promise<Answer<JobBody>> =>
    seller('POST', `${JOBS}/${id}/${wish}`);
  const pointer = async (id: number): Promise<string | undefined> => {
    const [row] = await world.db.query<{ state: string }>(
      `select state from public.job_queue where tenant_id = 1 and job_id = $1`,
      [id],
    );
    return row?.state;
  };
  const inStatus = async (status: string): Promise<JobBody> => {
    const job = await world.job(1);
    if (status === 'paused') await want(job.id, 'pause');
    else if (status !== 'pending') await world.pretend(1, job.id, status);
    return job;
  };

  it.each(['pending', 'paused'])('cancels a job that is %s at once', async (status) => {
    const job = await inStatus(status);
    const answer = await want(job.id, 'cancel');
    expect(answer).toMatchObject({ status: 200, body: { status: 'cancelled', cancel_requested: false } });
    expect(answer.body['completed_at']).not.toBeNull();
    expect(await pointer(job.id)).toBeUndefined();
  });

  it('asks a running job to stop, and leaves its place in the queue to its owner', async () => {
    const job = await inStatus('processing');
    const answer = await want(job.id, 'cancel');
    expect(answer).toMatchObject({ status: 200, body: { status: 'processing', cancel_requested: true } });
    expect(await pointer(job.id)).toBe('leased');
  });

  it('pauses a waiting job and lets it go on', async () => {
    const job = await inStatus('pending');
    expect(await want(job.id, 'pause')).toMatchObject({
      status: 200,
      body: { status: 'paused', waiting_for: { reason: 'paused' } },
    });
    expect(await pointer(job.id)).toBe('parked');
    expect(await want(job.id, 'resume')).toMatchObject({ status: 200, body: { status: 'pending' } });
    expect(await pointer(job.id)).toBe('ready');
  });

  it('asks a running job to pause, and takes that back', async () => {
    const job = await inStatus('processing');
    expect((await want(job.id, 'pause')).body).toMatchObject({ status: 'processing', pause_requested: true });
    expect((await want(job.id, 'resume')).body).toMatchObject({
      status: 'processing',
      pause_requested: false,
    });
  });

  it.each(['failed', 'cancelled', 'expired'])('reopens a job that is %s', async (status) => {
    const job = await inStatus(status);
    const answer = await want(job.id, 'retry');
    expect(answer).toMatchObject({
      status: 200,
      body: { status: 'pending', error: null, attempts: 0, completed_at: null },
    });
    expect(await pointer(job.id)).toBe('ready');
  });

  it.each([
    ['cancel', ['completed', 'failed', 'cancelled', 'expired']],
    ['pause', ['paused', 'completed', 'failed', 'cancelled', 'expired']],
    ['resume', ['pending', 'processing', 'completed', 'failed', 'cancelled', 'expired']],
    ['retry', ['pending', 'processing', 'paused', 'completed']],
  ])('refuses to %s a job in a status that forbids it, and changes nothing', async (wish, statuses) => {
    for (const status of statuses) {
      const job = await inStatus(status);
      const answer = await want(job.id, wish);
      expect(answer).toMatchObject({ status: 409, body: { code: 'job.illegal_transition', from: status } });
      const after = await seller<JobBody>('GET', `${JOBS}/${job.id}`);
      expect(after.body).toMatchObject({ status, cancel_requested: false, pause_requested: false });
    }
  });

  it('does not reopen a job beside a newer one for the same thing', async () => {
    const old = await inStatus('failed');
    const newer = await world.job(1, { product_id: old['product_id'] });
    expect(await want(old.id, 'retry')).toMatchObject({
      status: 409,
      body: { code: 'job.already_active', active_job_id: newer.id },
    });
  });

  it('is written into the history, with who wanted it', async () => {
    const job = await inStatus('pending');
    await want(job.id, 'pause');
    await want(job.id, 'resume');
    await want(job.id, 'cancel');
    const history = await seller<{ data: { type: string; actor: string }[]; next_cursor: string | null }>(
      'GET',
      `${JOBS}/${job.id}/events?limit=3`,
    );
    expect(history.body.data.map(({ type }) => type)).toEqual(['created', 'paused', 'resumed']);
    expect(history.body.data.map(({ actor }) => actor)).toEqual(['tester', 'tester', 'tester']);
    const rest = await seller<{ data: { type: string }[] }>(
      'GET',
      `${JOBS}/${job.id}/events?cursor=${history.body.next_cursor ?? ''}`,
    );
    expect(rest.body.data.map(({ type }) => type)).toEqual(['cancelled']);
  });

  it('changes the counts of the job’s batch', async () => {
    const ids = await world.products(1, 2);
    const batch = await seller<{ id: number }>('POST', '/api/batch-jobs', {
      marketplaces: ['testmarket'],
      action_code: 'publish',
      product_ids: ids,
    });
    const jobs = await seller<{ data: JobBody[] }>('GET', `/api/batch-jobs/${batch.body.id}/jobs`);
    for (const { id } of jobs.body.data) await want(id, 'cancel');
    // The counts may lag by a quarter of a second.
    await waitFor(
      async () => {
        const shown = await seller<BatchBody>('GET', `/api/batch-jobs/${batch.body.id}`);
        return shown.body.status === 'cancelled' && shown.body.progress.counts['cancelled'] === 2;
      },
      { what: 'the batch knows that its jobs are cancelled' },
    );
  });

  it.each(['cancel', 'pause', 'resume', 'retry'])(
    'is 404 for another tenant’s job, and 400 for no id (%s)',
    async (wish) => {
      const job = await inStatus('failed');
      const stranger = await world.as(2)('POST', `${JOBS}/${job.id}/${wish}`);
      expect(stranger).toMatchObject({ status: 404, body: { code: 'job.not_found' } });
      expect((await world.as(2)('GET', `${JOBS}/${job.id}`)).status).toBe(404);
      expect((await world.as(2)('GET', `${JOBS}/${job.id}/events`)).status).toBe(404);
      expect((await seller('POST', `${JOBS}/x/${wish}`)).status).toBe(400);
      expect((await seller('POST', `${JOBS}/${'9'.repeat(30)}/${wish}`)).status).toBe(404);
    },
  );
});
