import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { done } from '../../../src/domain/outcome.ts';
import { step } from '../../support/scripted-marketplace.ts';
import { workerWorld } from '../../support/worker-world.ts';
import type { Worker, WorkerWorld } from '../../support/worker-world.ts';

describe('a job that nothing stands in the way of', () => {
  let world: WorkerWorld;
  let worker: Worker;

  beforeEach(async () => {
    world = await workerWorld();
    worker = await world.start();
  });
  afterEach(() => world.close());

  it('runs each step once, in order, and completes with the handler’s summary', async () => {
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'completed');

    expect(world.market.calls).toEqual([`1/${id}/prepare`, `1/${id}/create`, `1/${id}/save`]);
    expect(await world.job(worker, id)).toMatchObject({
      attempts: 1,
      epoch: 1,
      done_tasks: 3,
      total_tasks: 3,
      result_data: { steps: ['prepare', 'create', 'save'] },
      error: null,
    });
    const tasks = await world.tasks(worker, id);
    expect(tasks.map((task) => [task.step, task.status, task.attempt])).toEqual([
      ['prepare', 'success', 1],
      ['create', 'success', 1],
      ['save', 'success', 1],
    ]);
  });

  it.each(['prepare', 'create', 'save'])(
    'runs what the step %s appends, after all that was planned',
    async (name) => {
      world.market.script(name, done({ of: name }, [], [step('appended', 'none')]));
      const [id = 0] = await world.createJobs(worker, 1);
      await world.until(worker, [id], 'completed');
      const tasks = await world.tasks(worker, id);
      expect(tasks.map((task) => [task.step, task.status])).toEqual([
        ['prepare', 'success'],
        ['create', 'success'],
        ['save', 'success'],
        ['appended', 'success'],
      ]);
      expect(await world.job(worker, id)).toMatchObject({ done_tasks: 4, total_tasks: 4 });
    },
  );
});
