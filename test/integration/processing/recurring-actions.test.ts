import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '../../../src/common/database/database.ts';
import { done } from '../../../src/domain/outcome.ts';
import { RecurringJobs } from '../../../src/processing/recovery/recurring-jobs.ts';
import { Recurring } from '../../../src/queue/recurring.ts';
import { step } from '../../support/scripted-marketplace.ts';
import { waitFor } from '../../support/wait-for.ts';
import { workerWorld } from '../../support/worker-world.ts';
import type { Worker, WorkerWorld } from '../../support/worker-world.ts';

describe('actions that are done again and again', () => {
  let world: WorkerWorld;
  beforeEach(async () => {
    world = await workerWorld({ further: ['sync_orders'] });
  });
  afterEach(() => world.close());

  const turnOf = (worker: Worker): Promise<void> =>
    worker.get(Database).transaction(async (sql) => {
      await sql.query('update public.marketplace_action_types set every_seconds = 300 where is_batch');
      await worker.get(Recurring).begin(sql, { tenantId: 1, accountId: 1 }, 'testmarket');
    });
  const due = (worker: Worker): Promise<object[]> =>
    worker.get(Database).query('update public.recurring_actions set next_at = now()');
  const jobs = async (worker: Worker): Promise<readonly string[]> => {
    const rows = await worker.get(Database).query<{ line: string }>(
      `select concat_ws(' ', action_code, status, requested_by) as line
         from user_1.marketplace_jobs order by id`,
    );
    return rows.map(({ line }) => line);
  };

  it('are taken once, however many instances look at the same moment', async () => {
    const instances: Worker[] = [];
    for (let count = 0; count < 3; count += 1) {
      instances.push(await world.start({ ROLE: 'api', RECURRING: 'true' }));
    }
    const [worker] = instances;
    if (worker === undefined) throw new Error('no instance');
    await turnOf(worker);
    await due(worker);
    await Promise.all(
      instances.flatMap((each) => [each.get(RecurringJobs).run(), each.get(RecurringJobs).run()]),
    );
    expect(await jobs(worker)).toEqual(['sync_orders pending schedule']);
  });

  it.each([
    ['1', 300],
    ['0.03', 9],
  ])('come again about an interval later, spread by a tenth, at scale %s', async (scale, interval) => {
    const worker = await world.start({ ROLE: 'api', RECURRING: 'true', TIME_SCALE: scale });
    await turnOf(worker);
    const waits: number[] = [];
    for (let turn = 0; turn < 12; turn += 1) {
      await due(worker);
      await worker.get(RecurringJobs).run();
      const [row] = await worker
        .get(Database)
        .query<{ seconds: number }>(
          `select extract(epoch from next_at - now())::float8 as seconds from public.recurring_actions`,
        );
      waits.push(row?.seconds ?? 0);
    }
    expect(Math.min(...waits)).toBeGreaterThan(interval * 0.9 - 2);
    expect(Math.max(...waits)).toBeLessThanOrEqual(interval * 1.1);
    expect(new Set(waits.map((wait) => Math.round((wait / interval) * 100))).size).toBeGreaterThan(1);
  });

  it('are left out while the last one waits or runs', async () => {
    const worker = await world.start({ ROLE: 'api', RECURRING: 'true' });
    await turnOf(worker);
    await due(worker);
    expect(await worker.get(RecurringJobs).run()).toBe(true);
    await due(worker);
    expect(await worker.get(RecurringJobs).run()).toBe(false);
    expect(await jobs(worker)).toEqual(['sync_orders pending schedule']);
  });

  it('never run twice at a time on one account, also where a person asks for one more', async () => {
    const worker = await world.start();
    let running = 0;
    let most = 0;
    world.market.plan = () => [step('look', 'none')];
    let letGo: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    const slow = async (): Promise<ReturnType<typeof done>> => {
      running += 1;
      most = Math.max(most, running);
      await gate;
      running -= 1;
      return done();
    };
    world.market.script('look', slow);
    const ask = { actionCode: 'sync_orders' } as const;
    const [first] = await world.request(worker, [null], ask);
    await world.until(worker, [first?.jobId ?? 0], 'processing');
    const [second] = await world.request(worker, [null], ask);
    expect(second).toMatchObject({ created: true });
    // A job of a product of the same account gets its turn meanwhile: only the action is taken.
    const [publish = 0] = await world.createJobs(worker, 1);
    await waitFor(() => world.market.calls.includes(`1/${publish}/look`), { what: 'the other job' });
    expect(await world.job(worker, second?.jobId ?? 0)).toMatchObject({ status: 'pending' });
    letGo();
    await world.until(worker, [first?.jobId ?? 0, second?.jobId ?? 0], 'completed');
    expect(most).toBe(1);
  });

  it('are not done where they are switched off', async () => {
    const worker = await world.start({ ROLE: 'api' });
    await turnOf(worker);
    await due(worker);
    expect(await worker.get(RecurringJobs).run()).toBe(false);
    expect(await jobs(worker)).toEqual([]);
  });
});
