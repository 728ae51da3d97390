import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Wishes } from '../../../src/ledger/wishes.ts';
import { Sweep } from '../../../src/queue/sweep.ts';
import { isBlocked, ledgerWorld } from '../../support/ledger-world.ts';
import type { BegunRun, LedgerWorld } from '../../support/ledger-world.ts';

describe('a wish that meets a step’s end', () => {
  let world: LedgerWorld;
  let run: BegunRun;

  beforeAll(async () => {
    world = await ledgerWorld();
    await world.create(2);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.empty();
    await world.request(world.api, [1]);
    run = await world.begun();
  });

  const status = async (): Promise<string> => (await world.job(world.api, run.fence.jobId)).status;
  /** Does something while another transaction holds the job's row, so that the row is read only after its commit. */
  const whileLocked = async (change: string, work: () => Promise<unknown>): Promise<unknown> => {
    let working: Promise<unknown> = Promise.resolve();
    await world.database.transaction(async (sql) => {
      await sql.query(`update user_1.marketplace_jobs set ${change}`);
      working = work();
      expect(await isBlocked(world.database, working)).toBe(true);
    });
    return working;
  };

  it('is obeyed when it came just before the step’s end was written', async () => {
    expect(await whileLocked('cancel_requested = true', () => world.finish(run, 1))).toBe('cancelled');
    expect((await world.tasks(world.api, run.fence.jobId)).map((task) => task.status)).toEqual([
      'success',
      'cancelled',
      'cancelled',
    ]);
  });

  it('to pause is obeyed there as well', async () => {
    expect(await whileLocked('pause_requested = true', () => world.finish(run, 1))).toBe('paused');
  });

  it('is kept for the next step when it came just after', async () => {
    const cancel = (): Promise<unknown> =>
      world.api.get(Wishes).cancel(world.tenant, [run.fence.jobId], 'test');
    await whileLocked('done_tasks = 1', cancel);
    expect(await status()).toBe('processing');
    expect(await world.finish(run, 2)).toBe('cancelled');
  });

  it('to cancel is kept when the job goes back to waiting just then, and never becomes a retry', async () => {
    await world.api.get(Wishes).cancel(world.tenant, [run.fence.jobId], 'test');
    expect(await world.release(run, { waitingFor: 'backoff', delayMs: 1000, costsAttempt: true })).toBe(
      'cancelled',
    );
  });

  it('to cancel leaves nothing behind when the job was paused and its owner is about to park the pointer', async () => {
    await world.api.get(Wishes).pause(world.tenant, [run.fence.jobId], 'test');
    expect(await world.finish(run, 1)).toBe('paused');
    await world.api.get(Wishes).cancel(world.tenant, [run.fence.jobId], 'test');
    expect(await world.settle(run.lease, { to: 'parked' })).toBe(0);
    expect(await world.pointers()).toEqual({});
    expect(await world.api.get(Sweep).run()).toBe(0);
  });

  it('to cancel reaches a job that has just gone back to waiting while its pointer is still leased', async () => {
    await world.release(run, { waitingFor: 'backoff', delayMs: 1000, costsAttempt: true });
    await world.api.get(Wishes).cancel(world.tenant, [run.fence.jobId], 'test');
    expect(await status()).toBe('cancelled');
    expect(await world.settle(run.lease, { to: 'scheduled', delayMs: 1000 })).toBe(0);
    expect(await world.pointers()).toEqual({});
    expect(await world.begin(run.lease)).toBeUndefined();
  });

  it('to cancel never touches a leased pointer', async () => {
    await world.api.get(Wishes).cancel(world.tenant, [run.fence.jobId], 'test');
    await world.api.get(Wishes).pause(world.tenant, [run.fence.jobId], 'test');
    expect(await world.pointers()).toEqual({ [run.fence.jobId]: 'leased' });
  });

  it('cannot take back what is finished', async () => {
    for (const position of [1, 2]) await world.finish(run, position);
    await world.api.get(Wishes).cancel(world.tenant, [run.fence.jobId], 'test');
    expect(await world.finish(run, 3)).toBe('completed');
    await world.api.get(Wishes).cancel(world.tenant, [run.fence.jobId], 'test');
    expect(await status()).toBe('completed');
  });

  it('weighs more than a pause', async () => {
    await world.api.get(Wishes).pause(world.tenant, [run.fence.jobId], 'test');
    await world.api.get(Wishes).cancel(world.tenant, [run.fence.jobId], 'test');
    expect(await world.finish(run, 1)).toBe('cancelled');
  });

  it.each([
    ['cancelled', ['pending', 'processing', 'paused'], ['completed', 'failed', 'cancelled', 'expired']],
    ['paused', ['pending', 'processing'], ['paused', 'completed', 'failed', 'cancelled', 'expired']],
    ['resumed', ['paused'], ['pending', 'processing', 'completed', 'failed', 'cancelled', 'expired']],
  ] as const)('to be %s is refused where the state forbids it', async (wish, allowed, forbidden) => {
    const wishes = world.api.get(Wishes);
    const ask = async (state: string): Promise<void> => {
      await world.database.query(`update user_1.marketplace_jobs set status = $1`, [state]);
      await wishes.assertAllowed(world.tenant, run.fence.jobId, wish);
    };
    for (const state of allowed) await expect(ask(state)).resolves.toBeUndefined();
    for (const state of forbidden) await expect(ask(state)).rejects.toMatchObject({ kind: 'conflict' });
    await expect(wishes.assertAllowed(world.tenant, 987_654, wish)).rejects.toMatchObject({
      code: 'job.not_found',
    });
  });
});
