import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Retry } from '../../../src/ledger/retry.ts';
import { MissingPointers } from '../../../src/ledger/missing-pointers.ts';
import { HouseKeeping } from '../../../src/processing/recovery/house-keeping.ts';
import { Reaper } from '../../../src/processing/recovery/reaper.ts';
import { Restorer } from '../../../src/processing/recovery/restorer.ts';
import { Upkeep } from '../../../src/processing/recovery/upkeep.ts';
import { Wishes } from '../../../src/ledger/wishes.ts';
import { OpenBatches } from '../../../src/queue/open-batches.ts';
import { ledgerWorld } from '../../support/ledger-world.ts';
import type { LedgerWorld } from '../../support/ledger-world.ts';
import { ScriptedMarket } from '../../support/scripted-marketplace.ts';
import { createBatch } from '../../support/worker-world.ts';

const DEFAULT_PLAN = new ScriptedMarket().plan;

describe('what puts crashes right', () => {
  let world: LedgerWorld;

  beforeAll(async () => {
    world = await ledgerWorld();
    await world.create(3);
  });
  afterAll(() => world.close());
  beforeEach(() => world.empty());

  /** A pointer of a tenant whose schema is gone. */
  const stranded = (columns: string, values: string): Promise<unknown> =>
    world.database.query(
      `insert into public.job_queue (tenant_id, account_id, job_id, priority, turn, run_at, ${columns})
       values (99, 1, 1, 3, 0, now(), ${values})`,
    );
  const pointerOf = async (jobId: number): Promise<unknown> => {
    const rows = await world.database.query(
      `select state, owner, epoch, recoveries, unresolved, expires_at is not null as expires
       from public.job_queue where tenant_id = 1 and job_id = $1`,
      [jobId],
    );
    return rows[0];
  };

  it('takes a begun job back from a dead holder and counts that', async () => {
    await world.request(world.api, [1]);
    const { lease } = await world.begun();
    expect(await world.api.get(Reaper).run()).toBe(1);
    expect(await pointerOf(lease.jobId)).toMatchObject({
      state: 'ready',
      owner: null,
      epoch: 1,
      recoveries: 1,
    });
    expect(await world.take()).toMatchObject([{ jobId: lease.jobId, epoch: 2, recoveries: 1 }]);
  });

  it.each([
    ['completed', 'gone', undefined],
    ['failed', 'gone', undefined],
    ['cancelled', 'gone', undefined],
    ['paused', 'parked', { state: 'parked', recoveries: 0 }],
  ] as const)('finishes the release of a job that is %s: %s, at no charge', async (status, _to, pointer) => {
    await world.request(world.api, [1]);
    const { lease } = await world.begun();
    await world.database.query(`update user_1.marketplace_jobs set status = $1`, [status]);
    expect(await world.api.get(Reaper).run()).toBe(1);
    const found = await pointerOf(lease.jobId);
    if (pointer === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(pointer);
  });

  it('lets a job that was backing off go on backing off, at no charge', async () => {
    await world.request(world.api, [1]);
    const begun = await world.begun();
    await world.release(begun, { waitingFor: 'backoff', delayMs: 60_000 });
    await world.api.get(Reaper).run();
    expect(await pointerOf(begun.lease.jobId)).toMatchObject({ state: 'scheduled', recoveries: 0 });
  });

  it('leaves the jobs of the living alone', async () => {
    await world.request(world.api, [1]);
    const { lease } = await world.begun();
    await world.database.query(
      `insert into public.instances (id, role, host, pid, lease_until)
       values ($1, 'worker', 'here', 1, clock_timestamp() + interval '1 minute')`,
      [lease.owner],
    );
    expect(await world.api.get(Reaper).run()).toBe(0);
    await world.database.query('truncate public.instances');
    expect(await world.api.get(Reaper).run()).toBe(1);
  });

  it('carries out a wish that the dead holder had not obeyed, and keeps what may have been sent unknown', async () => {
    world.market.plan = () => [
      { step: 'create', taskType: 'db_operation', effect: 'once', description: 'creates' },
    ];
    try {
      await world.request(world.api, [1]);
      const { lease } = await world.begun();
      await world.api.get(Wishes).cancel(world.tenant, [lease.jobId], 'test');
      await world.api.get(Reaper).run();
      expect(await world.job(world.api, lease.jobId)).toMatchObject({
        status: 'cancelled',
        unresolved: true,
      });
      expect((await world.tasks(world.api, lease.jobId)).map(({ status }) => status)).toEqual(['unknown']);
      expect(await world.pointers()).toEqual({});
    } finally {
      world.market.plan = DEFAULT_PLAN;
    }
  });

  it('keeps the product for a job whose interrupted step may have taken effect', async () => {
    await world.request(world.api, [1]);
    const first = await world.begun();
    await world.finish(first, 1);
    await world.fail(first, 'unknown', 2);
    await world.settle(first.lease, { to: 'gone' });
    await world.request(world.api, [1]);
    await world.retry(first.fence.jobId);
    const again = await world.begun();
    expect(again.fence.jobId).toBe(first.fence.jobId);
    await world.api.get(Reaper).run();
    expect(await pointerOf(first.fence.jobId)).toMatchObject({ unresolved: true, recoveries: 1 });
    expect((await world.take()).map(({ jobId }) => jobId)).toEqual([first.fence.jobId]);
  });

  it('looks after every tenant although the tables of one cannot be read', async () => {
    await stranded('state, owner, epoch', `'leased', gen_random_uuid(), 1`);
    await world.request(world.api, [1]);
    const { lease } = await world.begun();
    expect(await world.api.get(Reaper).run()).toBe(1);
    expect(await pointerOf(lease.jobId)).toMatchObject({ state: 'ready' });
  });

  it('drops a pointer whose job cannot be seen after three tries, and not before', async () => {
    await world.request(world.api, [1]);
    const [first] = await world.take();
    await world.database.query('delete from user_1.marketplace_jobs');
    const states: unknown[] = [];
    for (let round = 0; round < 4; round += 1) {
      await world.api.get(Reaper).run();
      const pointer = await pointerOf(first?.jobId ?? 0);
      states.push(pointer === undefined ? 'gone' : (pointer as { recoveries: number }).recoveries);
      await world.database.query(`update public.job_queue set run_at = now()`);
      await world.promote();
      await world.take();
    }
    expect(states).toEqual([1, 2, 3, 'gone']);
  });

  it('expires what was not begun in time, and nothing that was', async () => {
    const [waiting, begunId, later] = (
      await world.request(world.api, [1, 2, 3], { expiresInMs: 60_000 })
    ).map(({ jobId }) => jobId);
    await world.api.get(Wishes).pause(world.tenant, [waiting ?? 0, later ?? 0], 'test');
    const begun = await world.begun();
    expect(begun.fence.jobId).toBe(begunId);
    await world.release(begun, { waitingFor: 'backoff', delayMs: 60_000 });
    await world.settle(begun.lease, { to: 'scheduled', delayMs: 60_000 });
    const past = `expires_at = now() - interval '1 second'`;
    await world.database.query(`update user_1.marketplace_jobs set ${past} where id <> $1`, [later]);
    await world.database.query(`update public.job_queue set ${past} where job_id <> $1`, [later]);

    await world.api.get(HouseKeeping).expire();
    expect(await world.job(world.api, waiting ?? 0)).toMatchObject({
      status: 'expired',
      error: { code: 'job.expired' },
    });
    expect(await world.job(world.api, begunId ?? 0)).toMatchObject({ status: 'pending' });
    expect(await world.job(world.api, later ?? 0)).toMatchObject({ status: 'paused' });
    expect(await world.pointers()).toEqual({ [begunId ?? 0]: 'scheduled', [later ?? 0]: 'parked' });
    expect(await pointerOf(begunId ?? 0)).toMatchObject({ expires: false });
  });

  it('does not expire a job that is claimed at that moment', async () => {
    const [job] = await world.request(world.api, [1], { expiresInMs: 60_000 });
    await world.take();
    await world.database.query(`update user_1.marketplace_jobs set expires_at = now() - interval '1 second'`);
    await world.database.query(`update public.job_queue set expires_at = now() - interval '1 second'`);
    await world.api.get(HouseKeeping).expire();
    expect(await world.job(world.api, job?.jobId ?? 0)).toMatchObject({ status: 'pending' });
  });

  it('expires the jobs of every tenant although the tables of one cannot be read', async () => {
    await stranded('state, expires_at', `'ready', now() - interval '1 hour'`);
    const [job] = await world.request(world.api, [1], { expiresInMs: 60_000 });
    await world.database.query(`update user_1.marketplace_jobs set expires_at = now() - interval '1 second'`);
    await world.database.query(`update public.job_queue set expires_at = now() - interval '1 second'`);
    await world.api.get(HouseKeeping).expire();
    expect(await world.job(world.api, job?.jobId ?? 0)).toMatchObject({ status: 'expired' });
  });

  it('gives pointers back that were lost, at a higher epoch and with their expiry', async () => {
    const [lost, begunId, present] = (await world.request(world.api, [1, 2, 3], { expiresInMs: 60_000 })).map(
      ({ jobId }) => jobId ?? 0,
    );
    await world.database.query(`update public.job_queue set priority = 1 where job_id = $1`, [begunId]);
    const zombie = await world.begun();
    await world.database.query(`delete from public.job_queue where job_id = any($1)`, [[lost, begunId]]);
    await world.database.query(`update public.lanes set running = 0`);
    const missing = world.api.get(MissingPointers);
    expect(await missing.restore(world.tenant, 60_000)).toBe(0);
    expect(await missing.restore(world.tenant, -1000)).toBe(2);
    expect(await world.pointers()).toEqual({
      [lost ?? 0]: 'ready',
      [begunId ?? 0]: 'ready',
      [present ?? 0]: 'ready',
    });
    expect(await pointerOf(lost ?? 0)).toMatchObject({ epoch: 1, expires: true });
    expect(await pointerOf(begunId ?? 0)).toMatchObject({ epoch: 2, expires: false });
    expect(await pointerOf(present ?? 0)).toMatchObject({ epoch: 0 });
    await expect(world.finish(zombie, 1)).rejects.toThrow('no longer held');
  });

  it('looks for a lost pointer when a job was untouched for five minutes, and not before', async () => {
    const [early, late] = (await world.request(world.api, [1, 2])).map(({ jobId }) => jobId);
    await world.database.query('delete from public.job_queue');
    await world.database.query('update public.lanes set running = 0');
    // Five minutes are thirty seconds at this world's scale.
    await world.database.query(
      `update user_1.marketplace_jobs
       set updated_at = now() - case when id = $1 then interval '25 seconds' else interval '35 seconds' end`,
      [early],
    );
    await world.api.get(Upkeep).restorePointers();
    expect(await world.pointers()).toEqual({ [late ?? 0]: 'ready' });
  });

  it('gives pointers back for every tenant although the tables of one cannot be read', async () => {
    const [job] = await world.request(world.api, [1]);
    await world.database.query('delete from public.job_queue');
    await world.database.query('update public.lanes set running = 0');
    // It comes first, and not even its schema can be named.
    await world.database.query(
      `insert into public.tenants (id, schema_name, name, tier, weight) overriding system value
       values (0, 'user_0', 'Broken', 'standard', 1)`,
    );
    try {
      await world.api.get(Restorer).restorePointers(-1000);
      expect(await world.pointers()).toEqual({ [job?.jobId ?? 0]: 'ready' });
    } finally {
      await world.database.query('delete from public.tenants where id = 0');
    }
  });

  it('finds a lost pointer behind any number of jobs that have theirs', async () => {
    await world.database.query(
      `with job as (
         insert into user_1.marketplace_jobs (action_type_id, marketplace, action_code, account_id, priority, max_attempts)
         select 1, 'testmarket', 'a' || n, 1, 3, 3 from generate_series(1, 1200) n returning id
       )
       insert into public.job_queue (tenant_id, job_id, account_id, priority, turn, run_at, state)
       select 1, id, 1, 3, 0, now() + interval '1 day', 'scheduled' from job`,
    );
    await world.database.query(
      `delete from public.job_queue where job_id = (select max(job_id) from public.job_queue)`,
    );
    expect(await world.api.get(MissingPointers).restore(world.tenant, -1000)).toBe(1);
  });

  it('brings every open batch to its end, and forgets those that do not exist', async () => {
    const batchJobId = await createBatch(world.api, world.tenant);
    await world.request(world.api, [1, 2], { batchJobId });
    await world.database.query(`insert into public.open_batches values (99, 5), (1, 777777)`);
    await world.database.query(`update user_1.marketplace_jobs set status = 'completed'`);
    await world.api.get(Restorer).recountOpenBatches();
    expect(await world.database.query('select status, completed_count from user_1.batch_jobs')).toEqual([
      { status: 'completed', completed_count: 2 },
    ]);
    expect(await world.api.get(OpenBatches).list()).toEqual([{ tenantId: 99, batchId: 5, reopened: 0 }]);
  });

  it('is not needed by a retry: its pointer is new', async () => {
    await world.request(world.api, [1]);
    const begun = await world.begun();
    await world.fail(begun, 'failed', 1);
    await world.api.get(Retry).run(world.tenant, [begun.fence.jobId], 'test');
    // The old pointer was still leased; the slot came back with the new one.
    expect(await world.api.get(Reaper).run()).toBe(0);
    expect(await world.take()).toMatchObject([{ jobId: begun.fence.jobId, epoch: 3 }]);
  });
});
