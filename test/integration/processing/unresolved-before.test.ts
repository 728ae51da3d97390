import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Retry } from '../../../src/ledger/retry.ts';
import { Dispatcher } from '../../../src/processing/dispatcher.ts';
import { workerWorld } from '../../support/worker-world.ts';
import type { Worker, WorkerWorld } from '../../support/worker-world.ts';

describe('a request after a job of which nobody knows what it did', () => {
  let world: WorkerWorld;
  let worker: Worker;
  beforeEach(async () => {
    world = await workerWorld();
    worker = await world.start();
  });
  afterEach(() => world.close());

  /** @returns a failed job that has created something, without anybody knowing */
  const unresolved = async (): Promise<{ id: number; productId: number; heal: () => void }> => {
    world.market.script('create', 'lost_but_done');
    const look = world.market.look.bind(world.market);
    world.market.look = async () => ({ kind: 'undecided', message: 'the shop is closed' });
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'failed');
    const { product_id: productId } = await world.job(worker, id);
    return { id, productId: productId ?? 0, heal: () => (world.market.look = look) };
  };
  const created = (): number => [...world.market.effects].filter(([key]) => key.endsWith('create')).length;

  it('is refused with the job that has to be retried first, and does nothing a second time', async () => {
    const { id, productId } = await unresolved();
    const [answer] = await world.request(worker, [productId]);
    expect(answer).toMatchObject({ created: true, unresolvedBefore: id });
    expect(await world.job(worker, answer?.jobId ?? 0)).toMatchObject({
      status: 'failed',
      error: { code: 'job.unresolved_before', original: { job_id: id } },
    });
    expect(created()).toBe(1);
  });

  it('is refused when it begins, where it was made before that job ended', async () => {
    const { id, productId } = await unresolved();
    await worker.get(Retry).run(world.tenant, [id], 'test');
    // The retried job waits, unresolved: a newer request may stand behind it.
    const [answer] = await world.request(worker, [productId]);
    expect(answer).not.toHaveProperty('unresolvedBefore');
    worker.get(Dispatcher).nudge();
    await world.until(worker, [id, answer?.jobId ?? 0], 'failed');
    expect(await world.job(worker, answer?.jobId ?? 0)).toMatchObject({
      error: { code: 'job.unresolved_before' },
    });
    expect(created()).toBe(1);
  });

  it('is taken again once a retry has found out', async () => {
    const { id, productId, heal } = await unresolved();
    heal();
    await worker.get(Retry).run(world.tenant, [id], 'test');
    worker.get(Dispatcher).nudge();
    await world.until(worker, [id], 'completed');
    const [answer] = await world.request(worker, [productId]);
    expect(answer).toMatchObject({ created: true });
    await world.until(worker, [answer?.jobId ?? 0], 'completed');
  });
});
