import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Upkeep } from '../../../src/processing/recovery/upkeep.ts';
import { Dispatcher } from '../../../src/processing/dispatcher.ts';
import { JobTaker } from '../../../src/processing/job-taker.ts';
import { InstanceLease } from '../../../src/queue/instance-lease.ts';
import { step } from '../../support/scripted-marketplace.ts';
import { workerWorld } from '../../support/worker-world.ts';
import type { Worker, WorkerWorld } from '../../support/worker-world.ts';

describe('a claim whose commit arrived and whose answer was lost', () => {
  let world: WorkerWorld;
  let worker: Worker;
  beforeEach(async () => {
    world = await workerWorld();
    worker = await world.start({ ROLE: 'api' });
    await worker.get(InstanceLease).begin();
  });
  afterEach(() => world.close());

  it('is taken back by the instance that has it, which goes on living', async () => {
    world.market.plan = () => [step('create', 'once')];
    const [id = 0] = await world.createJobs(worker, 1);
    // The lease is there, and whoever asked for it has never heard of it.
    await worker.get(JobTaker).take(worker.get(InstanceLease).id, 1);
    expect(await world.job(worker, id)).toMatchObject({ status: 'processing' });

    expect(await worker.get(Upkeep).reap()).toBe(false);
    expect(await worker.get(Upkeep).reap()).toBe(true);
    await worker.get(Upkeep).promote();
    worker.get(Dispatcher).nudge();
    await world.until(worker, [id], 'completed');
    expect(world.market.effects.get(`1/${id}/create`)).toBe(1);
  });

  it('is left alone while the job runs', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    world.market.plan = () => [step('wait', 'none')];
    world.market.script('wait', async () => {
      await held;
      return { kind: 'done', result: {}, effects: [], then: [] };
    });
    const [id = 0] = await world.createJobs(worker, 1);
    worker.get(Dispatcher).nudge();
    await world.until(worker, [id], 'processing');
    for (let look = 0; look < 3; look += 1) expect(await worker.get(Upkeep).reap()).toBe(false);
    release();
    await world.until(worker, [id], 'completed');
  });
});
