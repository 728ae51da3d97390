import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { done } from '../../../src/domain/outcome.ts';
import { Journal } from '../../../src/ledger/journal.ts';
import { ledgerWorld } from '../../support/ledger-world.ts';
import type { LedgerWorld } from '../../support/ledger-world.ts';

describe('the end of a step', () => {
  let world: LedgerWorld;

  beforeAll(async () => {
    world = await ledgerWorld();
    await world.create(2);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await world.empty();
    await world.request(world.api, [1]);
  });

  /** The transactions that wrote rows last, by what the rows are. */
  const writers = async (): Promise<{
    job: string;
    tasks: string[];
    listing: string | null;
    action: string | null;
  }> => {
    const [row] = await world.database.query<{
      job: string;
      tasks: string[];
      listing: string | null;
      action: string | null;
    }>(
      `select j.xmin::text as job,
              (select array_agg(t.xmin::text order by t.position) from user_1.marketplace_tasks t) as tasks,
              (select xmin::text from user_1.listings) as listing,
              (select xmin::text from user_1.pending_actions) as action
       from user_1.marketplace_jobs j`,
    );
    if (row === undefined) throw new Error('no job');
    return row;
  };
  const statuses = async (): Promise<string[]> => {
    const rows = await world.database.query<{ status: string }>(
      'select status from user_1.marketplace_tasks order by position',
    );
    return rows.map(({ status }) => status);
  };

  it('and the beginning of the next are one commit', async () => {
    const run = await world.begun();
    expect(await world.finish(run, 1)).toBe('processing');
    const { job, tasks } = await writers();
    expect(tasks.slice(0, 2)).toEqual([job, job]);
    expect(tasks[2]).not.toBe(job);
    expect(await statuses()).toEqual(['success', 'processing', 'pending']);
  });

  it('that is the last completes the job in the same commit', async () => {
    const run = await world.begun();
    for (const position of [1, 2, 3]) await world.finish(run, position);
    const { job, tasks } = await writers();
    expect(tasks[2]).toBe(job);
    expect(await world.job(world.api, run.fence.jobId)).toMatchObject({
      status: 'completed',
      result_data: { all: 'done' },
      done_tasks: 3,
    });
  });

  it('carries its effects in the same commit', async () => {
    const run = await world.begun();
    const outcome = done({ id: 7 }, [
      { type: 'listing', status: 'live', externalIds: { id: '7' } },
      { type: 'pending_action', code: 'test.ask', message: 'Look.' },
    ]);
    await world.finish(run, 1, { done: outcome });
    const { job, tasks, listing, action } = await writers();
    expect([tasks[0], tasks[1], listing, action]).toEqual([job, job, job, job]);
  });

  it('is not written at all when one of its effects cannot be', async () => {
    const run = await world.begun();
    const before = await writers();
    const effects = [
      { type: 'account', status: 'needs_reauth', reason: 'x' },
      { type: 'listing', status: 'live' },
      { type: 'pending_action', code: null as unknown as string, message: 'not null' },
    ] as const;
    await expect(world.finish(run, 1, { done: done({}, effects) })).rejects.toThrow('null value');
    expect(await writers()).toEqual(before);
    expect(await statuses()).toEqual(['processing', 'pending', 'pending']);
    const [account] = await world.database.query('select status from user_1.marketplace_accounts');
    expect(account).toEqual({ status: 'connected' });
    // The run may still go on: nothing was lost by it.
    expect(await world.finish(run, 1)).toBe('processing');
  });

  it('appends steps in the same commit, behind those there are', async () => {
    const run = await world.begun();
    const then = [{ step: 'more', taskType: 'db_operation', effect: 'none', description: 'more' }] as const;
    await world.finish(run, 1, { done: done({}, [], then) });
    const { job, tasks } = await writers();
    expect(tasks[3]).toBe(job);
    const stored = await world.api.get(Journal).tasks(run.fence);
    expect(stored.map(({ step, position }) => [step, position])).toEqual([
      ['prepare', 1],
      ['create', 2],
      ['save', 3],
      ['more', 4],
    ]);
    expect(await world.job(world.api, run.fence.jobId)).toMatchObject({ total_tasks: 4 });
  });

  it('does not touch the batch, which would make every job of it wait for every other', async () => {
    await world.empty();
    const [batch] = await world.database.query<{ id: number }>(
      `insert into user_1.batch_jobs (marketplaces, action_code) values ('{testmarket}', 'publish') returning id`,
    );
    await world.request(world.api, [1], { batchJobId: batch?.id ?? 0 });
    const run = await world.begun();
    const lock = world.database.transaction(async (sql) => {
      await sql.query('select from user_1.batch_jobs for update');
      // With the batch's row locked by somebody else, every commit of a run goes through.
      for (const position of [1, 2, 3]) await world.finish(run, position);
    });
    await lock;
    expect(await world.job(world.api, run.fence.jobId)).toMatchObject({ status: 'completed' });
  });
});
