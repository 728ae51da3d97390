import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { JobTaker } from '../../../src/processing/job-taker.ts';
import { ProcessorSchedule } from '../../../src/processing/processor-schedule.ts';
import { step } from '../../support/scripted-marketplace.ts';
import { workerWorld } from '../../support/worker-world.ts';
import type { Worker, WorkerWorld } from '../../support/worker-world.ts';

describe('an instance that nothing polls for', () => {
  let world: WorkerWorld;
  let worker: Worker;
  let claims: number;
  beforeEach(async () => {
    world = await workerWorld();
    worker = await world.start();
    await worker.get(ProcessorSchedule).stop();
    claims = 0;
    const taker = worker.get(JobTaker);
    const take = taker.take.bind(taker);
    taker.take = (...asked) => {
      claims += 1;
      return take(...asked);
    };
  });
  afterEach(() => world.close());

  it('runs all jobs of a lane that lets few run at once, each by the end of another', async () => {
    world.market.plan = () => [step('create', 'once')];
    const ids = await world.createJobs(worker, 30);
    await world.until(worker, ids, 'completed');
  });

  it('claims for a single job once, not again when it has it and not when it is over', async () => {
    world.market.plan = () => [step('create', 'once')];
    for (const turn of [1, 2, 3]) {
      await world.until(worker, await world.createJobs(worker, 1), 'completed');
      expect(claims).toBe(turn);
    }
  });
});
