import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/common/database/database.ts';
import { done } from '../../../src/domain/outcome.ts';
import { Retry } from '../../../src/ledger/retry.ts';
import { Wishes } from '../../../src/ledger/wishes.ts';
import { createBatch, workerWorld } from '../../support/worker-world.ts';
import type { Worker, WorkerWorld } from '../../support/worker-world.ts';

describe('what a person wants of a running job', () => {
  let world: WorkerWorld;
  let worker: Worker;
  let insideCreate: Promise<void>;
  let letGo: () => void;

  beforeEach(async () => {
    world = await workerWorld();
    worker = await world.start();
    let entered: () => void = () => undefined;
    insideCreate = new Promise((resolve) => (entered = resolve));
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    world.market.script('create', async () => {
      entered();
      await gate;
      return done({ created: true });
    });
  });
  afterEach(() => world.close());

  it('a cancel is obeyed at the next step, keeps what was done, and can be retried from there', async () => {
    const [id = 0] = await world.createJobs(worker, 1);
    await insideCreate;
    await worker.get(Wishes).cancel(world.tenant, [id], 'test');
    expect(await world.job(worker, id)).toMatchObject({ status: 'processing' });
    letGo();
    await world.until(worker, [id], 'cancelled');
    expect((await world.tasks(worker, id)).map((task) => task.status)).toEqual([
      'success',
      'success',
      'cancelled',
    ]);

    await worker.get(Retry).run(world.tenant, [id], 'test');
    await world.until(worker, [id], 'completed');
    expect(world.market.calls).toEqual(['prepare', 'create', 'save'].map((name) => `1/${id}/${name}`));
  });

  it('a pause is obeyed at the next step, and a resume goes on there', async () => {
    const [id = 0] = await world.createJobs(worker, 1);
    await insideCreate;
    await worker.get(Wishes).pause(world.tenant, [id], 'test');
    letGo();
    await world.until(worker, [id], 'paused');
    await worker.get(Wishes).resume(world.tenant, [id], 'test');
    await world.until(worker, [id], 'completed');
    expect(world.market.calls).toHaveLength(3);
  });

  it('a pause taken back before it was obeyed changes nothing', async () => {
    const [id = 0] = await world.createJobs(worker, 1);
    await insideCreate;
    await worker.get(Wishes).pause(world.tenant, [id], 'test');
    await worker.get(Wishes).resume(world.tenant, [id], 'test');
    letGo();
    await world.until(worker, [id], 'completed');
  });

  it('a batch’s flag stops its jobs before the wish has reached their rows', async () => {
    const batchJobId = await createBatch(worker, world.tenant);
    const [id = 0] = await world.createJobs(worker, 1, { batchJobId });
    await insideCreate;
    await worker
      .get(Database)
      .query(`update user_1.batch_jobs set cancel_requested = true where id = $1`, [batchJobId]);
    letGo();
    await world.until(worker, [id], 'cancelled');
  });

  it('waiting jobs are cancelled at once and never run', async () => {
    const ids = await world.createJobs(worker, 3, { delayMs: 60_000 });
    await worker.get(Wishes).cancel(world.tenant, ids, 'test');
    await world.until(worker, ids, 'cancelled');
    expect(await worker.get(Database).query('select from public.job_queue')).toEqual([]);
    expect(world.market.calls).toEqual([]);
  });
});
