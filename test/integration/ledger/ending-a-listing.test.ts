import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { done } from '../../../src/domain/outcome.ts';
import { step } from '../../support/scripted-marketplace.ts';
import { workerWorld } from '../../support/worker-world.ts';
import type { Worker, WorkerWorld } from '../../support/worker-world.ts';

const DELETE = { actionCode: 'delete' } as const;

describe('a request that ends a listing', () => {
  let world: WorkerWorld;
  beforeEach(async () => {
    world = await workerWorld();
  });
  afterEach(() => world.close());

  const product = async (worker: Worker, jobId: number): Promise<number> =>
    (await world.job(worker, jobId)).product_id ?? 0;

  it('cancels what waits to be done with the product, and nothing else', async () => {
    const worker = await world.start({ ROLE: 'api' });
    const [publish = 0, other = 0] = await world.createJobs(worker, 2);
    const [ending] = await world.request(worker, [await product(worker, publish)], DELETE);
    expect(await world.job(worker, publish)).toMatchObject({ status: 'cancelled' });
    expect(await world.job(worker, other)).toMatchObject({ status: 'pending' });
    expect(await world.job(worker, ending?.jobId ?? 0)).toMatchObject({ status: 'pending' });
  });

  it('asks what runs on the product to stop at its next step', async () => {
    const worker = await world.start();
    let finish: () => void = () => undefined;
    let began: () => void = () => undefined;
    const running = new Promise<void>((resolve) => (began = resolve));
    world.market.script('create', async () => {
      began();
      await new Promise<void>((resolve) => (finish = resolve));
      return done({ made: true });
    });
    const [publish = 0] = await world.createJobs(worker, 1);
    await running;
    const later = { ...DELETE, delayMs: 3_600_000 };
    await world.request(worker, [await product(worker, publish)], later);
    expect(await world.job(worker, publish)).toMatchObject({ status: 'processing' });
    finish();
    await world.until(worker, [publish], 'cancelled');
    expect((await world.tasks(worker, publish)).map(({ status }) => status)).toEqual([
      'success',
      'success',
      'cancelled',
    ]);
  });

  it('leaves a job alone that may have done something, until that is found out', async () => {
    const worker = await world.start();
    world.market.plan = () => [step('create', 'once', { settleSeconds: 30 })];
    world.market.indexLag = 1;
    world.market.script('create', 'lost_but_done');
    const [publish = 0] = await world.createJobs(worker, 1);
    await world.untilWaiting(worker, publish, 'reconciling');
    const later = { ...DELETE, delayMs: 3_600_000 };
    const [ending] = await world.request(worker, [await product(worker, publish)], later);
    expect(ending).not.toHaveProperty('unresolvedBefore');
    await world.until(worker, [publish], 'completed');
    expect(await world.job(worker, ending?.jobId ?? 0)).toMatchObject({ status: 'pending' });
  });

  it('is refused where a job ended and nobody knows what it did', async () => {
    const worker = await world.start();
    world.market.script('create', 'lost_but_done');
    world.market.look = async () => ({ kind: 'undecided', message: 'the shop is closed' });
    const [publish = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [publish], 'failed');
    const [ending] = await world.request(worker, [await product(worker, publish)], DELETE);
    expect(ending).toMatchObject({ unresolvedBefore: publish });
    expect(await world.job(worker, ending?.jobId ?? 0)).toMatchObject({ status: 'failed' });
  });
});
