import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/common/database/database.ts';
import { Dispatcher } from '../../../src/processing/dispatcher.ts';
import { JobTaker } from '../../../src/processing/job-taker.ts';
import { ProcessorSchedule } from '../../../src/processing/processor-schedule.ts';
import { step } from '../../support/scripted-marketplace.ts';
import { waitFor } from '../../support/wait-for.ts';
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

  /** Waits until the job that has ended has given its place back, after which it is claimed for no more. */
  const untilAtRest = (): Promise<true> =>
    waitFor(
      async () =>
        (await worker.get(Database).query('select from public.job_queue')).length === 0 &&
        worker.get(Dispatcher).runningJobs === 0,
      { what: 'the instance to be at rest' },
    );

  it('runs all jobs of a lane that lets few run at once, each by the end of another', async () => {
    world.market.plan = () => [step('create', 'once')];
    const ids = await world.createJobs(worker, 30);
    await world.until(worker, ids, 'completed');
  });

  it('claims for a single job once, not again when it has it and not when it is over', async () => {
    world.market.plan = () => [step('create', 'once')];
    for (const turn of [1, 2, 3]) {
      await world.until(worker, await world.createJobs(worker, 1), 'completed');
      await untilAtRest();
      expect(claims).toBe(turn);
    }
  });
});
