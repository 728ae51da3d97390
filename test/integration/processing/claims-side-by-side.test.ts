import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/common/database/database.ts';
import { Dispatcher } from '../../../src/processing/dispatcher.ts';
import { QUICK } from '../../../src/ledger/shared-commits.ts';
import { InstanceLease } from '../../../src/queue/instance-lease.ts';
import { Lanes } from '../../../src/queue/lanes.ts';
import { step } from '../../support/scripted-marketplace.ts';
import { waitFor } from '../../support/wait-for.ts';
import { openAccount, workerWorld } from '../../support/worker-world.ts';
import type { Worker, WorkerWorld } from '../../support/worker-world.ts';

describe('claims of one instance', () => {
  let world: WorkerWorld;
  let worker: Worker;
  beforeEach(async () => {
    world = await workerWorld();
    // Nothing nudges it but the tests.
    worker = await world.start({ ROLE: 'api', MAX_RUNNING_JOBS: '100' });
    await worker.get(InstanceLease).begin();
    await openAccount(worker.get(Database), worker.get(Lanes), world.tenant, 'other');
    world.market.plan = () => [step('create', 'once')];
  });
  afterEach(() => world.close());

  it('a job that comes while a claim waits for a lock is claimed beside it', async () => {
    const [held = 0] = await world.createJobs(worker, 1);
    await worker.get(Database).transaction(async (sql) => {
      await sql.query('select from public.job_queue where job_id = $1 for update', [held]);
      worker.get(Dispatcher).nudge();
      await untilSomebodyWaitsForALock();
      // The claim is made again, alone, once it has been refused: whatever comes in just that moment is part of it, and waits as well.
      await delay(2 * (QUICK.lockWaitMs ?? 0));
      await untilSomebodyWaitsForALock();
      const [later = 0] = await world.createJobs(worker, 1, { accountId: 2 });
      worker.get(Dispatcher).nudge();
      await world.until(worker, [later], 'completed');
      expect(await world.job(worker, held)).toMatchObject({ status: 'pending' });
    });
    await world.until(worker, [held], 'completed');
    expect(world.market.effects.get(`1/${held}/create`)).toBe(1);
  });

  it('a job that comes while the claim under way has asked for all the room is claimed after it', async () => {
    await worker.close();
    worker = await world.start({ ROLE: 'api', MAX_RUNNING_JOBS: '1' });
    await worker.get(InstanceLease).begin();
    const [held = 0] = await world.createJobs(worker, 1);
    const later = await worker.get(Database).transaction(async (sql) => {
      await sql.query('select from public.job_queue where job_id = $1 for update', [held]);
      worker.get(Dispatcher).nudge();
      await untilSomebodyWaitsForALock();
      const jobs = await world.createJobs(worker, 2, { accountId: 2 });
      worker.get(Dispatcher).nudge();
      return jobs;
    });
    await world.until(worker, [held, ...later], 'completed');
  });

  async function untilSomebodyWaitsForALock(): Promise<void> {
    await waitFor(
      async () => {
        const [row] = await worker.get(Database).query<{ waiting: boolean }>(
          `select exists (select from pg_stat_activity
                            where datname = current_database() and wait_event_type = 'Lock') as waiting`,
        );
        return row?.waiting === true;
      },
      { what: 'a claim that waits' },
    );
  }
});
