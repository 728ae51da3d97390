import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { done } from '../../../src/domain/outcome.ts';
import { Endings } from '../../../src/ledger/endings.ts';
import { FencedError } from '../../../src/ledger/fence.ts';
import { Journal } from '../../../src/ledger/journal.ts';
import { LostWorker } from '../../../src/ledger/lost-worker.ts';
import { SettlementReader } from '../../../src/ledger/settlement.ts';
import { Wishes } from '../../../src/ledger/wishes.ts';
import type { Lease } from '../../../src/queue/keys.ts';
import { isBlocked, ledgerWorld } from '../../support/ledger-world.ts';
import type { BegunRun, LedgerWorld } from '../../support/ledger-world.ts';
import { createBatch } from '../../support/worker-world.ts';

const FAILURE = { code: 'test.failed', message: 'It failed.' };

describe('the epoch of a job', () => {
  let world: LedgerWorld;

  beforeAll(async () => {
    world = await ledgerWorld();
    await world.create(2);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.empty();
    await world.request(world.api, [1]);
  });

  /** All that is stored of the job, to be compared. */
  const everything = (): Promise<unknown> =>
    world.database.query(
      `select to_jsonb(j) as job,
              (select jsonb_agg(to_jsonb(t) order by t.position) from user_1.marketplace_tasks t) as tasks,
              (select count(*) from user_1.job_events) as events,
              (select count(*) from user_1.pending_actions) as actions,
              (select count(*) from user_1.listings) as listings
       from user_1.marketplace_jobs j`,
    );
  /** The same job at the next claim, as after a reaper. */
  const successorOf = async ({ lease }: BegunRun): Promise<Lease> => {
    await world.settle(lease, { to: 'ready' });
    const [next] = await world.take();
    if (next === undefined) throw new Error('nothing was claimed');
    return next;
  };

  const WRITES: Record<string, (world: LedgerWorld, zombie: BegunRun) => Promise<unknown>> = {
    'finish a step': (w, z) => w.finish(z, 1),
    'finish a step with effects': (w, z) =>
      w.finish(z, 1, {
        done: done({}, [
          { type: 'account', status: 'needs_reauth', reason: 'x' },
          { type: 'listing', status: 'live' },
          { type: 'pending_action', code: 'x', message: 'x' },
        ]),
      }),
    'finish the last step': (w, z) => w.finish(z, 3),
    'start a step': (w, { fence }) =>
      w.api.get(Journal).startStep(fence, { position: 1, attemptKey: crypto.randomUUID(), timeoutMs: 1 }),
    'mark a step unknown': (w, { fence }) => w.api.get(Journal).markUnknown(fence, 1, FAILURE),
    'fail the job': (w, z) => w.fail(z, 'failed', 1),
    'ask a person': (w, { fence, run }) =>
      w.api.get(Endings).fail(fence, {
        job: run.started.job,
        position: 1,
        taskStatus: 'unknown',
        failure: FAILURE,
        pendingAction: { type: 'pending_action', code: 'x', message: 'x' },
      }),
    'let the job wait': (w, z) => w.release(z, { waitingFor: 'backoff', delayMs: 1, costsAttempt: true }),
    'complete the job': (w, { fence }) =>
      w.database.transaction((sql) => w.api.get(Endings).completeIn(sql, fence, {})),
  };

  it.each(Object.keys(WRITES))('lets no earlier holder %s once the next has begun', async (name) => {
    const zombie = await world.begun();
    await world.begin(await successorOf(zombie));
    const before = await everything();
    await expect(WRITES[name]?.(world, zombie)).rejects.toThrow(FencedError);
    expect(await everything()).toEqual(before);
    const [account] = await world.database.query('select status from user_1.marketplace_accounts');
    expect(account).toEqual({ status: 'connected' });
  });

  it.each(Object.keys(WRITES))(
    'lets nobody %s when the statement waited while the next began',
    async (name) => {
      const zombie = await world.begun();
      const next = await successorOf(zombie);
      let written: Promise<unknown> = Promise.resolve();
      await world.database.transaction(async (sql) => {
        // As Start does, held open: the zombie's statement has its snapshot from before, and waits on the row.
        await sql.query(`update user_1.marketplace_jobs set epoch = $1 where id = $2`, [
          next.epoch,
          next.jobId,
        ]);
        written = WRITES[name]?.(world, zombie) ?? Promise.resolve();
        written.catch(() => undefined);
        expect(await isBlocked(world.database, written)).toBe(true);
      });
      await expect(written).rejects.toThrow(FencedError);
      const [row] = await world.database.query(
        `select j.status, j.done_tasks, (select count(*) from user_1.marketplace_tasks where status = 'success') as done,
              (select count(*) from user_1.listings) + (select count(*) from user_1.pending_actions) as effects
       from user_1.marketplace_jobs j`,
      );
      expect(row).toEqual({ status: 'processing', done_tasks: 0, done: 0, effects: 0 });
    },
  );

  it('waits for a holder that writes at that moment, and the next run sees what it wrote', async () => {
    const first = await world.begun();
    const next = await successorOf(first);
    let begun: Promise<BegunRun | undefined> = Promise.resolve(undefined);
    await world.database.transaction(async (sql) => {
      await sql.query(`update user_1.marketplace_jobs set done_tasks = 1 where id = $1 and epoch = $2`, [
        first.fence.jobId,
        first.fence.epoch,
      ]);
      await sql.query(
        `update user_1.marketplace_tasks set status = 'success', result = '{"of": 1}' where position = 1`,
      );
      begun = world.begin(next);
      expect(await isBlocked(world.database, begun)).toBe(true);
    });
    const run = (await begun)?.run;
    expect(run?.started.job).toMatchObject({ doneTasks: 1, epoch: next.epoch });
    expect(run?.next).toMatchObject({ position: 2 });
  });

  it('is begun once: the same claim begins no second run', async () => {
    const { lease } = await world.begun();
    expect(await world.begin(lease)).toBeUndefined();
    expect(await world.begin({ ...lease, epoch: lease.epoch - 1 })).toBeUndefined();
  });

  it.each([
    ['was cancelled', `update user_1.marketplace_jobs set cancel_requested = true`],
    ['was paused', `update user_1.marketplace_jobs set pause_requested = true`],
    ['has ended', `update user_1.marketplace_jobs set status = 'failed'`],
    ['stands still', `update user_1.marketplace_jobs set status = 'paused'`],
    ['is of a cancelled batch', `update user_1.batch_jobs set cancel_requested = true`],
    ['is of a paused batch', `update user_1.batch_jobs set paused = true`],
  ])('is not raised, and nothing runs, when the job %s', async (_, change) => {
    await world.empty();
    const batchJobId = await createBatch(world.api, world.tenant);
    await world.request(world.api, [1], { batchJobId });
    const [lease] = await world.take();
    await world.database.query(change);
    const before = await everything();
    expect(lease && (await world.begin(lease))).toBeUndefined();
    expect(await everything()).toEqual(before);
  });

  it('is raised by a resume, which fences a holder from before the pause', async () => {
    const zombie = await world.begun();
    const wishes = world.api.get(Wishes);
    await wishes.pause(world.tenant, [zombie.fence.jobId], 'test');
    expect(await world.finish(zombie, 1)).toBe('paused');
    await wishes.resume(world.tenant, [zombie.fence.jobId], 'test');
    // The release of before the pause comes late: the pointer is another one by now.
    expect(await world.settle(zombie.lease, { to: 'parked' })).toBe(0);
    await world.begun();
    await expect(world.finish(zombie, 2)).rejects.toThrow(FencedError);
  });

  it('is raised for a holder that is taken for dead, which then cannot begin what it had claimed', async () => {
    const [lease] = await world.take();
    if (lease === undefined) throw new Error('nothing was claimed');
    expect(await world.api.get(SettlementReader).of(world.fenceOf(lease), 0)).toMatchObject({ to: 'ready' });
    expect(await world.begin(lease)).toBeUndefined();
    expect(await world.job(world.api, lease.jobId)).toMatchObject({ status: 'pending' });
  });

  it('lets nobody write to a job that was given up', async () => {
    const zombie = await world.begun();
    expect(await world.api.get(LostWorker).giveUp(zombie.fence)).toBe(true);
    expect(await world.job(world.api, zombie.fence.jobId)).toMatchObject({
      status: 'failed',
      error: { code: 'job.worker_lost' },
    });
    await expect(world.finish(zombie, 1)).rejects.toThrow(FencedError);
    expect(await world.api.get(LostWorker).giveUp(zombie.fence)).toBe(false);
  });

  it('protects a job from being given up when a later claim has it', async () => {
    const first = await world.begun();
    await world.begin(await successorOf(first));
    expect(await world.api.get(LostWorker).giveUp(first.fence)).toBe(false);
    expect(await world.job(world.api, first.fence.jobId)).toMatchObject({ status: 'processing' });
  });

  it('stores the plan of the first start only', async () => {
    const first = await world.begun();
    const { plan } = world.market;
    world.market.plan = () => [];
    try {
      const again = await world.begin(await successorOf(first));
      expect(again?.run.started.tasks.map(({ step }) => step)).toEqual(['prepare', 'create', 'save']);
    } finally {
      world.market.plan = plan;
    }
  });
});
