import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/common/database/database.ts';
import { done } from '../../../src/domain/outcome.ts';
import { FencedError } from '../../../src/ledger/fence.ts';
import { Endings } from '../../../src/ledger/endings.ts';
import { Journal } from '../../../src/ledger/journal.ts';
import { Dispatcher } from '../../../src/processing/dispatcher.ts';
import { InstanceLease } from '../../../src/queue/instance-lease.ts';
import { step } from '../../support/scripted-marketplace.ts';
import { workerWorld } from '../../support/worker-world.ts';
import { waitFor } from '../../support/wait-for.ts';
import type { Worker, WorkerWorld } from '../../support/worker-world.ts';

const LEASE = { LEASE_SECONDS: '60' };

/** Makes an instance dead in the eyes of all others: its lease is over, whatever it still does. */
async function declareDead(worker: Worker): Promise<void> {
  await worker
    .get(Database)
    .query(`update public.instances set lease_until = now() - interval '1 second' where id = $1`, [
      worker.get(InstanceLease).id,
    ]);
}

describe('a job whose holder is gone', () => {
  let world: WorkerWorld;
  let first: Worker;

  beforeEach(async () => {
    world = await workerWorld();
    first = await world.start(LEASE);
  });
  afterEach(() => world.close());

  it('is taken over: finished steps stay, the interrupted one is looked up and not repeated', async () => {
    let stuck: () => void = () => undefined;
    const inside = new Promise<void>((resolve) => (stuck = resolve));
    world.market.script('create', async (_task, context) => {
      // It takes effect, and its holder never hears of it.
      world.market.effects.set(`1/${context.job.id}/create`, 1);
      stuck();
      return new Promise(() => undefined);
    });
    const [id = 0] = await world.createJobs(first, 1);
    await inside;
    const second = await world.start(LEASE);
    await declareDead(first);
    await world.until(second, [id], 'completed');

    expect(world.market.effects.get(`1/${id}/create`)).toBe(1);
    expect(world.market.calls).toEqual(['prepare', 'create', 'save'].map((name) => `1/${id}/${name}`));
    expect(world.market.looks).toEqual([`1/${id}/create`]);
  });

  it('cannot be written to any more by the holder that was declared dead', async () => {
    let stuck: () => void = () => undefined;
    let wake: () => void = () => undefined;
    const inside = new Promise<void>((resolve) => (stuck = resolve));
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    world.market.plan = () => [step('slow', 'repeatable'), step('after', 'none')];
    world.market.script('slow', async () => {
      stuck();
      await asleep;
      return done({ by: 'the zombie' });
    });
    const [id = 0] = await world.createJobs(first, 1);
    await inside;
    const second = await world.start(LEASE);
    await declareDead(first);
    await world.until(second, [id], 'completed');
    const before = await world.tasks(second, id);
    wake();

    const zombie = { tenant: world.tenant, jobId: id, epoch: 1 };
    const journal = first.get(Journal);
    await expect(
      journal.finishStep(zombie, {
        job: { id } as never,
        position: 1,
        outcome: done({ by: 'the zombie' }),
        lastPosition: 2,
      }),
    ).rejects.toThrow(FencedError);
    await expect(journal.markUnknown(zombie, 1, { code: 'x', message: 'x' })).rejects.toThrow(FencedError);
    await expect(
      journal.startStep(zombie, { position: 1, attemptKey: crypto.randomUUID(), timeoutMs: 1 }),
    ).rejects.toThrow(FencedError);
    await expect(
      first.get(Endings).release(zombie, {
        position: 1,
        waitingFor: null,
        delayMs: 0,
        costsAttempt: false,
        failure: null,
      }),
    ).rejects.toThrow(FencedError);
    expect(await world.tasks(second, id)).toEqual(before);
    expect(before[0]?.result).toEqual({ of: 'slow' });
  });

  it('is given up when it has cost too many holders, and says so', async () => {
    const api = await world.start({ ROLE: 'api' });
    await first.close();
    const [id = 0] = await world.createJobs(api, 1);
    await api
      .get(Database)
      .query(
        `update public.job_queue set state = 'leased', owner = gen_random_uuid(), epoch = 1, recoveries = 5`,
      );
    await api.get(Database).query(`update public.lanes set running = 1, ready_at = null`);
    const second = await world.start(LEASE);
    await world.until(second, [id], 'failed');
    expect(await world.job(second, id)).toMatchObject({ error: { code: 'job.worker_lost' } });
    await waitFor(
      async () => (await second.get(Database).query('select from public.job_queue')).length === 0,
      {
        what: 'the pointer of the job is gone',
      },
    );
  });

  it('is handed back at the next step by a shutdown, and costs no attempt', async () => {
    let stuck: () => void = () => undefined;
    let letGo: () => void = () => undefined;
    const inside = new Promise<void>((resolve) => (stuck = resolve));
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    world.market.script('create', async () => {
      stuck();
      await gate;
      return done({});
    });
    const second = await world.start({ ...LEASE, ROLE: 'api' });
    const [id = 0] = await world.createJobs(first, 1);
    await inside;
    const closing = first.close();
    await waitFor(() => !first.get(Dispatcher).accepting, {
      what: 'the shutdown has begun',
    });
    letGo();
    await closing;
    expect(await world.job(second, id)).toMatchObject({ status: 'pending', attempts: 0, done_tasks: 2 });
    expect(await second.get(Database).query('select state, owner from public.job_queue')).toEqual([
      { state: 'ready', owner: null },
    ]);
    expect(await second.get(Database).query('select from public.instances')).toEqual([]);

    const third = await world.start(LEASE);
    await world.until(third, [id], 'completed');
    expect(world.market.calls).toHaveLength(3);
  });
});
