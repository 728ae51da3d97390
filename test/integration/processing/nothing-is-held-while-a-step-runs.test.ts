import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { done } from '../../../src/domain/outcome.ts';
import { ProcessorSchedule } from '../../../src/processing/processor-schedule.ts';
import { query } from '../../support/query.ts';
import { step } from '../../support/scripted-marketplace.ts';
import { waitFor } from '../../support/wait-for.ts';
import { workerWorld } from '../../support/worker-world.ts';
import type { Worker, WorkerWorld } from '../../support/worker-world.ts';

describe('while a marketplace is awaited', () => {
  let world: WorkerWorld;
  let worker: Worker;

  beforeAll(async () => {
    world = await workerWorld();
    worker = await world.start({ DB_POOL_MAX: '2', TIME_SCALE: '1' });
  });
  afterAll(() => world.close());

  it('no transaction and no connection is held, so few connections carry many jobs', async () => {
    let inside = 0;
    let letGo: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    world.market.plan = () => [step('call', 'repeatable', { timeoutSeconds: 15 })];
    world.market.execute = async () => {
      inside += 1;
      await gate;
      return done();
    };
    // The account allows four jobs at once, twice as many as there are connections.
    const ids = await world.createJobs(worker, 4);
    await waitFor(() => inside === 4, { what: 'four jobs are inside their call' });
    // The worker's own poll and chores are transactions as well, and none of the jobs'.
    await worker.get(ProcessorSchedule).stop();
    const connections = `select state, wait_event_type from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and application_name <> 'stoflow-wake'
        and backend_type = 'client backend'`;
    const look = (): Promise<readonly { state: string }[]> => query(world.testDatabase.url, connections);
    // A claim that looks for more may be under way still.
    await waitFor(async () => (await look()).every(({ state }) => state === 'idle'), {
      what: 'connections without a statement',
    });
    for (let turn = 0; turn < 20; turn += 1) {
      const states = await look();
      expect(states.filter(({ state }) => state.startsWith('idle in transaction'))).toEqual([]);
      expect(states.length).toBeLessThanOrEqual(2);
    }
    const locks = await query(
      world.testDatabase.url,
      `select from pg_locks l join pg_class c on c.oid = l.relation
       where l.database = (select oid from pg_database where datname = current_database())
         and c.relname in ('marketplace_jobs', 'marketplace_tasks') and l.pid <> pg_backend_pid()`,
    );
    expect(locks).toEqual([]);
    letGo();
    await world.until(worker, ids, 'completed');
  });
});
