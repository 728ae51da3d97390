import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { BatchRecount } from '../../../src/ledger/batch-recount.ts';
import { Journal } from '../../../src/ledger/journal.ts';
import { Wishes } from '../../../src/ledger/wishes.ts';
import { OpenBatches } from '../../../src/queue/open-batches.ts';
import { isBlocked, ledgerWorld } from '../../support/ledger-world.ts';
import type { BegunRun, LedgerWorld } from '../../support/ledger-world.ts';
import { createBatch } from '../../support/worker-world.ts';

describe('a person’s retry', () => {
  let world: LedgerWorld;

  beforeAll(async () => {
    world = await ledgerWorld();
    await world.create(3);
  });
  afterAll(() => world.close());
  beforeEach(() => world.empty());

  const failedAtStepTwo = async (taskStatus: 'failed' | 'unknown' = 'failed'): Promise<BegunRun> => {
    await world.request(world.api, [1]);
    const run = await world.begun();
    await world.finish(run, 1);
    await world.fail(run, taskStatus, 2);
    await world.settle(run.lease, { to: 'gone' });
    return run;
  };
  const statuses = async (jobId: number): Promise<string[]> =>
    (await world.tasks(world.api, jobId)).map(({ status }) => status);

  it('keeps what succeeded with its result, and resets what failed', async () => {
    const { fence } = await failedAtStepTwo();
    expect(await statuses(fence.jobId)).toEqual(['success', 'failed', 'pending']);
    expect(await world.retry(fence.jobId)).toEqual({ reopened: [fence.jobId], conflicts: [] });
    expect(await statuses(fence.jobId)).toEqual(['success', 'pending', 'pending']);
    expect((await world.tasks(world.api, fence.jobId))[0]?.result).toEqual({ of: 1 });
    expect(await world.job(world.api, fence.jobId)).toMatchObject({
      status: 'pending',
      attempts: 0,
      error: null,
      done_tasks: 1,
    });
    expect((await world.begun()).run.next).toMatchObject({ position: 2 });
  });

  it('resets cancelled steps', async () => {
    const [job] = await world.request(world.api, [1]);
    const id = job?.jobId ?? 0;
    const run = await world.begun();
    await world.api.get(Wishes).cancel(world.tenant, [id], 'test');
    expect(await world.finish(run, 1)).toBe('cancelled');
    await world.settle(run.lease, { to: 'gone' });
    expect(await statuses(id)).toEqual(['success', 'cancelled', 'cancelled']);
    await world.retry(id);
    expect(await statuses(id)).toEqual(['success', 'pending', 'pending']);
    const again = await world.begun();
    expect(again.run.next).toMatchObject({ position: 2 });
    // The old wish was obeyed and does not come back.
    expect(await world.finish(again, 2)).toBe('processing');
  });

  it('keeps an unknown step unknown, so that it is looked up first', async () => {
    const { fence } = await failedAtStepTwo('unknown');
    await world.retry(fence.jobId);
    expect(await statuses(fence.jobId)).toEqual(['success', 'unknown', 'pending']);
    expect(await world.job(world.api, fence.jobId)).toMatchObject({
      unresolved: true,
      waiting_for: 'reconciling',
    });
    const { run } = await world.begun();
    expect(run.next).toMatchObject({ position: 2, status: 'unknown' });
    expect(run.attemptKey).toBeUndefined();
  });

  it('fences whatever is left of the old run', async () => {
    const old = await failedAtStepTwo();
    await world.retry(old.fence.jobId);
    await world.begun();
    await expect(world.finish(old, 2)).rejects.toThrow('no longer held');
    expect(await statuses(old.fence.jobId)).toEqual(['success', 'processing', 'pending']);
  });

  it('fences a claim from before that had not begun yet', async () => {
    const [job] = await world.request(world.api, [1]);
    const [old] = await world.take();
    if (old === undefined) throw new Error('nothing was claimed');
    await world.api.get(Wishes).cancel(world.tenant, [old.jobId], 'test');
    await world.retry(job?.jobId ?? 0);
    await world.take();
    expect(await world.begin(old)).toBeUndefined();
    expect(await world.settle(old, { to: 'gone' })).toBe(0);
    expect(await world.pointers()).toEqual({ [old.jobId]: 'leased' });
  });

  it('renews the expiry of a job that never began, and not of one that did', async () => {
    const [expired] = await world.request(world.api, [1], { expiresInMs: 60_000 });
    await world.database.query(
      `update user_1.marketplace_jobs set status = 'expired', expires_at = now() - interval '1 day'`,
    );
    await world.database.query(`truncate public.job_queue`);
    await world.retry(expired?.jobId ?? 0);
    const left = async (): Promise<unknown> => {
      const rows = await world.database.query(
        `select extract(epoch from q.expires_at - now()) between 50 and 61 as pointer,
                extract(epoch from j.expires_at - now()) between 50 and 61 as job
         from public.job_queue q join user_1.marketplace_jobs j on j.id = q.job_id`,
      );
      return rows[0];
    };
    expect(await left()).toEqual({ pointer: true, job: true });

    const run = await world.begun();
    await world.finish(run, 1);
    await world.fail(run, 'failed', 2);
    await world.settle(run.lease, { to: 'gone' });
    await world.retry(run.fence.jobId);
    expect(await left()).toMatchObject({ pointer: null });
  });

  it('leaves alone what is not over', async () => {
    const ids = (await world.request(world.api, [1, 2, 3])).map(({ jobId }) => jobId);
    const run = await world.begun();
    const paused = ids.find((id) => id !== run.fence.jobId) ?? 0;
    await world.api.get(Wishes).pause(world.tenant, [paused], 'test');
    expect(await world.retry(...ids)).toEqual({ reopened: [], conflicts: [] });
    expect(await world.finish(run, 1)).toBe('processing');
  });

  it('that meets a waiting job for the same thing is answered with it, and the others are reopened', async () => {
    const { fence } = await failedAtStepTwo();
    const [active] = await world.request(world.api, [1]);
    const [other] = await world.request(world.api, [2]);
    await world.database.query(`update user_1.marketplace_jobs set status = 'failed' where id = $1`, [
      other?.jobId,
    ]);
    await world.database.query(`delete from public.job_queue where job_id = $1`, [other?.jobId]);
    expect(await world.retry(fence.jobId, other?.jobId ?? 0)).toEqual({
      reopened: [other?.jobId],
      conflicts: [{ jobId: fence.jobId, activeJobId: active?.jobId }],
    });
  });

  it('of several ended jobs for the same thing reopens the newest', async () => {
    const first = await failedAtStepTwo();
    const second = await failedAtStepTwo();
    expect(await world.retry(first.fence.jobId, second.fence.jobId)).toEqual({
      reopened: [second.fence.jobId],
      conflicts: [{ jobId: first.fence.jobId, activeJobId: second.fence.jobId }],
    });
  });

  it('that meets a run going back to waiting at that moment is a conflict and never an error', async () => {
    const old = await failedAtStepTwo();
    await world.request(world.api, [1]);
    const running = await world.begun();
    let retried: Promise<unknown> = Promise.resolve();
    await world.database.transaction(async (sql) => {
      await sql.query(`update user_1.marketplace_jobs set status = 'pending' where id = $1`, [
        running.fence.jobId,
      ]);
      retried = world.retry(old.fence.jobId);
      expect(await isBlocked(world.database, retried)).toBe(true);
    });
    expect(await retried).toEqual({
      reopened: [],
      conflicts: [{ jobId: old.fence.jobId, activeJobId: running.fence.jobId }],
    });
  });

  it('reopens the batch, also when the batch was found over and is about to be forgotten', async () => {
    const batchJobId = await createBatch(world.api, world.tenant);
    await world.request(world.api, [1], { batchJobId });
    const run = await world.begun();
    await world.fail(run, 'failed', 1);
    await world.settle(run.lease, { to: 'gone' });
    const open = world.api.get(OpenBatches);
    const [found] = await open.list();
    expect(await world.api.get(BatchRecount).run(world.tenant, batchJobId)).toBe('failed');
    await world.retry(run.fence.jobId);
    if (found !== undefined) await open.forget(found);
    expect(await open.list()).toEqual([{ tenantId: 1, batchId: batchJobId, reopened: 1 }]);
    expect(await world.api.get(BatchRecount).run(world.tenant, batchJobId)).toBe('processing');
  });

  it('takes an unknown step’s cancelled batch flag back, so that its jobs may run', async () => {
    const batchJobId = await createBatch(world.api, world.tenant);
    const [job] = await world.request(world.api, [1], { batchJobId });
    await world.database.query(`update user_1.batch_jobs set cancel_requested = true`);
    await world.api.get(Wishes).cancel(world.tenant, [job?.jobId ?? 0], 'test');
    await world.retry(job?.jobId ?? 0);
    const run = await world.begun();
    await world.api.get(Journal).markUnknown(run.fence, 1, { code: 'x', message: 'x' });
    expect(await world.finish(run, 1)).toBe('processing');
  });
});
