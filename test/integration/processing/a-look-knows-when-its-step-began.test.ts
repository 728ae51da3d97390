import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { unknown } from '../../../src/domain/outcome.ts';
import { step } from '../../support/scripted-marketplace.ts';
import { workerWorld } from '../../support/worker-world.ts';
import type { Worker, WorkerWorld } from '../../support/worker-world.ts';

describe('the look at a step whose answer was lost', () => {
  let world: WorkerWorld;
  let worker: Worker;
  beforeAll(async () => {
    world = await workerWorld();
    worker = await world.start();
  });
  afterAll(() => world.close());

  it.each(['create', 'prepare'])('is told when %s began, also in the run that began it', async (first) => {
    // `prepare` in front makes another step the first: one that begins with the end of the step before it.
    const steps = first === 'create' ? [] : [step('prepare', 'none')];
    world.market.plan = () => [...steps, step('create', 'once')];
    let sentAtMs = 0;
    world.market.script('create', async () => {
      sentAtMs = Date.now();
      // The marketplace takes its time before the answer is lost.
      await delay(50);
      return unknown({ code: 'test.lost', message: 'no answer' });
    });
    const began: number[] = [];
    const look = world.market.look.bind(world.market);
    world.market.look = (task, context) => {
      began.push(task.startedAt.getTime());
      return look(task, context);
    };
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'completed');
    expect(began.length).toBeGreaterThan(0);
    expect(Math.max(...began)).toBeLessThanOrEqual(sentAtMs);
  });
});
