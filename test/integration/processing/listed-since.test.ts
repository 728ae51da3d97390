import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/common/database/database.ts';
import { done, refused } from '../../../src/domain/outcome.ts';
import type { Outcome } from '../../../src/domain/outcome.ts';
import { Retry } from '../../../src/ledger/retry.ts';
import { Dispatcher } from '../../../src/processing/dispatcher.ts';
import { step } from '../../support/scripted-marketplace.ts';
import { workerWorld } from '../../support/worker-world.ts';
import type { Worker, WorkerWorld } from '../../support/worker-world.ts';

const NO = refused({ code: 'test.no', message: 'never', actor: 'seller' });
const listed = (id: string): Outcome =>
  done({ listing_id: id }, [{ type: 'listing', status: 'live', externalIds: { listing_id: id } }]);

describe('a job that goes on after another one has listed its product', () => {
  let world: WorkerWorld;
  let worker: Worker;
  beforeEach(async () => {
    world = await workerWorld();
    worker = await world.start();
    world.market.plan = () => [step('look', 'none'), step('create', 'once'), step('save', 'repeatable')];
  });
  afterEach(() => world.close());

  const calls = (jobId: number): readonly string[] =>
    world.market.calls
      .filter((call) => call.startsWith(`1/${jobId}/`))
      .map((call) => call.split('/')[2] ?? '');
  const history = (jobId: number): Promise<object[]> =>
    worker
      .get(Database)
      .query(
        `select reason, details from user_1.job_events where job_id = $1 and type = 'begun_anew' order by id`,
        [jobId],
      );
  /** @returns a job that looked, found nothing and was refused, and its product */
  const refusedAfterItsLook = async (): Promise<{ id: number; productId: number }> => {
    world.market.script('create', () => Promise.resolve(NO));
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'failed');
    expect(calls(id)).toEqual(['look', 'create']);
    return { id, productId: (await world.job(worker, id)).product_id ?? 0 };
  };
  const retry = async (id: number): Promise<void> => {
    await worker.get(Retry).run(world.tenant, [id], 'test');
    worker.get(Dispatcher).nudge();
    await world.until(worker, [id], 'completed');
  };

  it('begins anew, so that it finds what is there', async () => {
    const { id, productId } = await refusedAfterItsLook();
    world.market.script('create', () => Promise.resolve(listed('other')));
    const [other] = await world.request(worker, [productId]);
    await world.until(worker, [other?.jobId ?? 0], 'completed');

    world.market.script('create', () => Promise.resolve(done()));
    await retry(id);
    expect(calls(id)).toEqual(['look', 'create', 'look', 'create', 'save']);
    expect(await history(id)).toEqual([
      {
        reason: expect.stringContaining('listed by another job'),
        details: { done: ['look'], tasks: [expect.any(Number)] },
      },
    ]);
    expect(await world.job(worker, id)).toMatchObject({ status: 'completed', done_tasks: 3, total_tasks: 3 });
  });

  it('goes on where it has listed the product itself', async () => {
    world.market.script('create', () => Promise.resolve(listed('own')));
    world.market.script('save', () => Promise.resolve(NO));
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'failed');
    world.market.script('save', () => Promise.resolve(done()));
    await retry(id);
    expect(calls(id)).toEqual(['look', 'create', 'save', 'save']);
    expect(await history(id)).toEqual([]);
  });

  it('goes on where nothing was listed since', async () => {
    const { id } = await refusedAfterItsLook();
    world.market.script('create', () => Promise.resolve(listed('own')));
    await retry(id);
    expect(calls(id)).toEqual(['look', 'create', 'create', 'save']);
  });
});
