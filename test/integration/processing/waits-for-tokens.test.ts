import { afterEach, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/common/database/database.ts';
import { Wishes } from '../../../src/ledger/wishes.ts';
import { step } from '../../support/scripted-marketplace.ts';
import { waitFor } from '../../support/wait-for.ts';
import { workerWorld } from '../../support/worker-world.ts';
import type { Worker, WorkerWorld } from '../../support/worker-world.ts';

/** A call of a marketplace, which the pace of its action concerns. */
const call = (name: string, rate: readonly string[] = []) =>
  step(name, 'once', { taskType: 'direct_http', rate });

describe('a step that has to wait for its token after the one before', () => {
  let world: WorkerWorld;
  afterEach(() => world.close());

  const start = async (rateLimitMs: number): Promise<Worker> => {
    world = await workerWorld({ rateLimitMs });
    world.market.plan = () => [call('first'), call('second'), step('save', 'repeatable')];
    return world.start();
  };

  it('begins after a short wait in the same run, each step once', async () => {
    // 500 ms at this time scale: too long to hold back the commit of the first step, short enough to wait for.
    const worker = await start(5000);
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'completed');
    expect(world.market.calls).toEqual(['first', 'second', 'save'].map((name) => `1/${id}/${name}`));
    expect(await world.tasks(worker, id)).toMatchObject(
      ['first', 'second', 'save'].map((name) => ({ step: name, status: 'success', attempt: 1 })),
    );
    const [gap] = await worker.get(Database).query<{ ms: number }>(
      `select extract(epoch from second.started_at - first.completed_at)::float8 * 1000 as ms
       from user_1.marketplace_tasks first join user_1.marketplace_tasks second using (job_id)
       where job_id = $1 and first.step = 'first' and second.step = 'second'`,
      [id],
    );
    expect(gap?.ms).toBeGreaterThan(50);
  });

  it('has what was done in the journal meanwhile; a cancel is obeyed at the commit after it (ADR 5)', async () => {
    // 1 s at this time scale: time enough to change one's mind.
    const worker = await start(10_000);
    const [id = 0] = await world.createJobs(worker, 1);
    await waitFor(async () => (await world.job(worker, id)).done_tasks === 1, {
      what: 'the first step done',
    });
    expect((await world.tasks(worker, id)).map(({ status }) => status)).toEqual([
      'success',
      'pending',
      'pending',
    ]);
    await worker.get(Wishes).cancel(world.tenant, [id], 'test');
    await world.until(worker, [id], 'cancelled');
    expect(world.market.calls).toEqual(['first', 'second'].map((name) => `1/${id}/${name}`));
    expect((await world.tasks(worker, id)).map(({ status }) => status)).toEqual([
      'success',
      'success',
      'cancelled',
    ]);
  });

  it('is left to another instance when its own is shut down meanwhile', async () => {
    const worker = await start(10_000);
    const other = await world.start({ ROLE: 'api' });
    const [id = 0] = await world.createJobs(worker, 1);
    await waitFor(async () => (await world.job(worker, id)).done_tasks === 1, {
      what: 'the first step done',
    });
    await worker.close();
    expect(await world.job(other, id)).toMatchObject({ status: 'pending', attempts: 0 });
    expect(world.market.calls).toEqual([`1/${id}/first`]);

    const successor = await world.start();
    await world.until(successor, [id], 'completed');
    expect(world.market.calls).toEqual(['first', 'second', 'save'].map((name) => `1/${id}/${name}`));
  });

  it('gives its place away where the wait is long, at no cost, and says what it waits for', async () => {
    const worker = await start(0);
    world.market.plan = () => [call('first', ['scarce']), call('second', ['scarce'])];
    const [id = 0] = await world.createJobs(worker, 1);
    await world.untilWaiting(worker, id, 'rate');
    expect(await world.job(worker, id)).toMatchObject({ status: 'pending', attempts: 0, done_tasks: 1 });
    expect(world.market.calls).toEqual([`1/${id}/first`]);
    const [lane] = await worker
      .get(Database)
      .query<{ blocked: boolean }>(`select blocked_until > now() as blocked from public.lanes`);
    expect(lane).toEqual({ blocked: true });
  });
});
