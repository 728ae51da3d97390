import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/common/database/database.ts';
import { retry } from '../../../src/domain/outcome.ts';
import { Retry } from '../../../src/ledger/retry.ts';
import { Lanes } from '../../../src/queue/lanes.ts';
import { refusal, step, transient } from '../../support/scripted-marketplace.ts';
import { workerWorld } from '../../support/worker-world.ts';
import { waitFor } from '../../support/wait-for.ts';
import type { Worker, WorkerWorld } from '../../support/worker-world.ts';

describe('failures', () => {
  let world: WorkerWorld;
  let worker: Worker;

  beforeEach(async () => {
    world = await workerWorld();
    worker = await world.start();
  });
  afterEach(() => world.close());

  it('a transient one is tried again after a wait, and finished steps are not repeated', async () => {
    world.market.script('save', transient(), transient());
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'completed');

    expect(world.market.calls).toEqual(
      ['prepare', 'create', 'save', 'save', 'save'].map((name) => `1/${id}/${name}`),
    );
    expect(await world.job(worker, id)).toMatchObject({ attempts: 3, epoch: 3, error: null });
  });

  it('a transient one fails the job when its attempts are spent', async () => {
    world.market.script('save', transient(), transient(), transient());
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'failed');

    expect(await world.job(worker, id)).toMatchObject({ attempts: 3, error: { code: 'test.busy' } });
  });

  it('a refusal fails the job at once, with the reason', async () => {
    world.market.script('create', refusal());
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'failed');

    expect(await world.job(worker, id)).toMatchObject({
      attempts: 1,
      error: { code: 'test.no', message: 'never' },
    });
    expect((await world.tasks(worker, id)).map((task) => task.status)).toEqual([
      'success',
      'failed',
      'pending',
    ]);
  });

  it('a refused plan fails the job before any step', async () => {
    world.market.plan = () => ({ kind: 'refused', code: 'test.unfit', message: 'does not fit' });
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'failed');

    expect(await world.job(worker, id)).toMatchObject({ error: { code: 'test.unfit' }, total_tasks: 0 });
    expect(world.market.calls).toEqual([]);
  });

  it('a plan without steps completes the job: there was nothing to do', async () => {
    world.market.plan = () => [];
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'completed');
    expect(world.market.calls).toEqual([]);
  });

  it('a person’s retry goes on where it failed', async () => {
    world.market.script('save', refusal());
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'failed');

    const result = await worker.get(Retry).run(world.tenant, [id], 'test');
    expect(result).toEqual({ reopened: [id], conflicts: [] });
    await world.until(worker, [id], 'completed');
    expect(world.market.calls).toEqual(
      ['prepare', 'create', 'save', 'save'].map((name) => `1/${id}/${name}`),
    );
  });

  it('a marketplace’s limit costs no attempt and closes the lane for as long as it asked', async () => {
    const limited = retry(
      { code: 'test.limit', message: 'slow down' },
      {
        afterMs: 300,
        blocks: 'account',
        costsAttempt: false,
      },
    );
    world.market.script('create', limited, limited, limited, limited);
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'completed');
    expect(await world.job(worker, id)).toMatchObject({ attempts: 1 });
  });

  it('an account that must be authorised again holds its lane until the hold is lifted', async () => {
    world.market.script(
      'create',
      retry(
        { code: 'test.reauth', message: 'sign in again' },
        {
          holds: { hold: 'reauth', status: 'needs_reauth' },
          costsAttempt: false,
        },
      ),
    );
    const [id = 0] = await world.createJobs(worker, 1);
    await world.untilWaiting(worker, id, 'precondition');
    const database = worker.get(Database);
    const account = await database.query('select status, status_reason from user_1.marketplace_accounts');
    expect(account).toEqual([{ status: 'needs_reauth', status_reason: 'sign in again' }]);
    const lane = await database.query('select holds, ready_at from public.lanes');
    expect(lane).toEqual([{ holds: ['reauth'], ready_at: null }]);

    await database.transaction((sql) =>
      worker.get(Lanes).unhold(sql, { tenantId: 1, accountId: 1 }, 'reauth'),
    );
    await world.until(worker, [id], 'completed');
    expect(await world.job(worker, id)).toMatchObject({ attempts: 1 });
  });

  it('a scarce budget makes the job wait visibly, without an attempt', async () => {
    world.market.plan = () => [
      step('a', 'repeatable', { rate: ['scarce'] }),
      step('b', 'repeatable', { rate: ['scarce'] }),
    ];
    const [id = 0] = await world.createJobs(worker, 1);
    await world.untilWaiting(worker, id, 'rate');
    expect(await world.job(worker, id)).toMatchObject({ attempts: 0, done_tasks: 1 });
    expect(world.market.calls).toEqual([`1/${id}/a`]);
  });

  it('steps that are appended by a step are executed after it', async () => {
    world.market.plan = () => [step('page:1', 'none')];
    world.market.script('page:1', {
      kind: 'done',
      result: { page: 1 },
      effects: [],
      then: [step('page:2', 'none')],
    });
    world.market.script('page:2', { kind: 'done', result: {}, effects: [], then: [step('page:3', 'none')] });
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'completed');
    expect(world.market.calls).toEqual(['page:1', 'page:2', 'page:3'].map((name) => `1/${id}/${name}`));
    expect(await world.job(worker, id)).toMatchObject({ done_tasks: 3, total_tasks: 3 });
  });

  it('a listing that a step reports is stored in the commit that finishes the step', async () => {
    world.market.script('create', {
      kind: 'done',
      result: {},
      effects: [{ type: 'listing', status: 'live', externalIds: { listing_id: '77' }, url: 'https://x/77' }],
      then: [],
    });
    const [id = 0] = await world.createJobs(worker, 1);
    await world.until(worker, [id], 'completed');
    const listings = await worker
      .get(Database)
      .query('select status, external_ids, url from user_1.listings');
    expect(listings).toEqual([{ status: 'live', external_ids: { listing_id: '77' }, url: 'https://x/77' }]);
  });

  it('a handler that cannot even plan is not tried for ever', async () => {
    world.market.plan = () => {
      throw new Error('a bug in the handler');
    };
    const [id = 0] = await world.createJobs(worker, 1);
    await waitFor(
      async () => {
        // Waiting would take 15 s; what counts is that each broken run leads to the next and the last to an end.
        await worker
          .get(Database)
          .query(`update public.job_queue set run_at = now() where state = 'scheduled'`);
        return (await world.job(worker, id)).status === 'failed';
      },
      { what: 'the job is given up' },
    );
    expect(await world.job(worker, id)).toMatchObject({ error: { code: 'job.worker_lost' } });
  });
});
