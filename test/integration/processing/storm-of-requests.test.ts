import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Lanes } from '../../../src/queue/lanes.ts';
import { Sweep } from '../../../src/queue/sweep.ts';
import { BatchWishes } from '../../../src/ledger/batch-wishes.ts';
import { Upkeep } from '../../../src/processing/recovery/upkeep.ts';
import { Wishes } from '../../../src/ledger/wishes.ts';
import { InstanceLease } from '../../../src/queue/instance-lease.ts';
import { JobRunner } from '../../../src/processing/job-runner.ts';
import { JobTaker } from '../../../src/processing/job-taker.ts';
import { Restorer } from '../../../src/processing/recovery/restorer.ts';
import { Settle } from '../../../src/queue/settle.ts';
import { ledgerWorld } from '../../support/ledger-world.ts';
import type { LedgerWorld } from '../../support/ledger-world.ts';
import { createBatch } from '../../support/worker-world.ts';

const WRITERS = 32;
/** What each of them does; `HUNT_OPERATIONS=500` is a long hunt. */
const OPERATIONS = Number(process.env['HUNT_OPERATIONS'] ?? 30);
const ACCOUNTS = [1, 2, 3, 4];
const PRODUCTS = 40;

/** Mulberry32: a small generator whose sequence depends on its seed alone. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('thirty-two writers on four lanes', () => {
  let world: LedgerWorld;

  beforeAll(async () => {
    world = await ledgerWorld();
    await world.database.query(
      `insert into user_1.products (sku, title, price, currency)
       select 'P' || n, 'Product', 10, 'EUR' from generate_series(1, $1::int) n`,
      [PRODUCTS],
    );
    for (const accountId of ACCOUNTS.slice(1)) {
      await world.database.query(
        `insert into user_1.marketplace_accounts (marketplace, name, external_id) values ('testmarket', 'T', $1)`,
        [`test-${accountId}`],
      );
      await world.database.transaction((sql) =>
        world.api.get(Lanes).open(sql, { tenantId: 1, accountId, marketplace: 'testmarket', maxRunning: 2 }),
      );
    }
  });
  afterAll(() => world.close());

  it('that ask, run, cancel, pause, resume and retry leave every counter and every job right', async () => {
    const { api, tenant, database } = world;
    await api.get(InstanceLease).begin();
    const batchJobId = await createBatch(api, tenant);
    const running = new Set<Promise<void>>();
    const never = new AbortController().signal;
    const claimAndRun = async (pick: () => number): Promise<void> => {
      for (const taken of (await api.get(JobTaker).take(OWNER_OF(pick), 3)).jobs) {
        const run = (async () => {
          const settlement = await api
            .get(JobRunner)
            .run(taken, { stop: never, abandon: never, lost: never });
          await api.get(Settle).apply([{ lease: taken.lease, settlement }]);
        })();
        running.add(run);
        void run.finally(() => running.delete(run)).catch(() => undefined);
      }
      await Promise.all(running);
    };
    const someJobs = async (pick: () => number): Promise<number[]> => {
      const rows = await database.query<{ id: number }>(
        `select id from user_1.marketplace_jobs order by (id * 7919 + $1) % 101 limit 5`,
        [Math.floor(pick() * 1000)],
      );
      return rows.map(({ id }) => id);
    };
    const wishOfBatch = async (pick: () => number): Promise<void> => {
      const wishes = api.get(BatchWishes);
      const wish = (['cancel', 'pause', 'resume', 'retry'] as const)[Math.floor(pick() * 4)] ?? 'resume';
      await wishes[wish](tenant, batchJobId, 'storm');
    };
    const chore = async (pick: () => number): Promise<void> => {
      const upkeep = api.get(Upkeep);
      const name =
        (['sweep', 'promote', 'recountOpenBatches', 'age'] as const)[Math.floor(pick() * 4)] ?? 'age';
      await upkeep[name]();
    };
    const operate = async (pick: () => number): Promise<void> => {
      const chance = pick();
      if (chance < 0.3) {
        const products = Array.from({ length: 3 }, () => 1 + Math.floor(pick() * PRODUCTS));
        await world.request(api, [...new Set(products)], {
          accountId: ACCOUNTS[Math.floor(pick() * ACCOUNTS.length)] ?? 1,
          actionCode: 'publish',
          batchJobId: pick() < 0.5 ? batchJobId : null,
        });
      } else if (chance < 0.65) await claimAndRun(pick);
      else if (chance < 0.75) await api.get(Wishes).cancel(tenant, await someJobs(pick), 'storm');
      else if (chance < 0.83) await api.get(Wishes).pause(tenant, await someJobs(pick), 'storm');
      else if (chance < 0.9) await api.get(Wishes).resume(tenant, await someJobs(pick), 'storm');
      else if (chance < 0.93) await wishOfBatch(pick);
      else if (chance < 0.95) await chore(pick);
      else await world.retry(...(await someJobs(pick)));
    };

    // A step now and then fails for a while, is lost, or is refused.
    const dice = random(99);
    const execute = world.market.execute.bind(world.market);
    world.market.execute = async (task, context) => {
      const chance = dice();
      if (chance < 0.05) world.market.script(task.step, 'throw');
      else if (chance < 0.1) world.market.script(task.step, 'lost_but_done');
      else if (chance < 0.15) world.market.script(task.step, 'lost_not_done');
      return execute(task, context);
    };

    const writers = Array.from({ length: WRITERS }, async (_, index) => {
      const pick = random(index + 1);
      for (let turn = 0; turn < OPERATIONS; turn += 1) await operate(pick);
    });
    const results = await Promise.allSettled(writers);
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
    await Promise.all(running);

    await api.get(BatchWishes).resume(tenant, batchJobId, 'storm');
    // Everything paused goes on, and all that is left is run to its end.
    const paused = await database.query<{ id: number }>(
      `select id from user_1.marketplace_jobs where status = 'paused' or pause_requested`,
    );
    await api.get(Wishes).resume(
      tenant,
      paused.map(({ id }) => id),
      'storm',
    );
    const pick = random(4711);
    for (let round = 0; round < 2000; round += 1) {
      await claimAndRun(pick);
      await database.query(`update public.job_queue set run_at = now() where state = 'scheduled'`);
      await database.query(`update user_1.marketplace_jobs set run_at = now() where run_at > now()`);
      await world.promote();
      if (Object.keys(await world.pointers()).length === 0) break;
    }

    expect(await world.pointers()).toEqual({});
    expect(database.deadlocks).toBe(0);
    expect(
      await database.query('select deadlocks from pg_stat_database where datname = current_database()'),
    ).toEqual([{ deadlocks: 0 }]);
    expect(await api.get(Sweep).run()).toBe(0);
    expect(await database.query('select from public.lanes where running <> 0')).toEqual([]);
    const open = await database.query<{ status: string }>(
      `select status from user_1.marketplace_jobs where status in ('pending', 'processing', 'paused')`,
    );
    expect(open).toEqual([]);
    expect(
      await database.query(
        `select j.id, j.status, j.done_tasks, count(t.id) filter (where t.status = 'success') as done
         from user_1.marketplace_jobs j left join user_1.marketplace_tasks t on t.job_id = j.id
         group by j.id
         having j.done_tasks <> count(t.id) filter (where t.status = 'success')
             or (j.status = 'completed' and j.done_tasks <> j.total_tasks)
             or count(t.id) filter (where t.status = 'processing') > 0`,
      ),
    ).toEqual([]);
    // Whatever was lost and repeated: no step of a job took effect twice, unless it may be repeated freely.
    const twice = [...world.market.effects].filter(([key, times]) => key.endsWith('/create') && times > 1);
    expect(twice).toEqual([]);
    await api.get(Restorer).recountOpenBatches();
    expect(await database.query('select from public.open_batches')).toEqual([]);
    const [statuses] = await database.query<{ completed: number; all: number }>(
      `select count(*) filter (where status = 'completed') as completed, count(*) as all from user_1.marketplace_jobs`,
    );
    // The storm was one: many jobs, and a good part of them ran.
    expect(statuses?.all).toBeGreaterThan(100);
    expect(statuses?.completed).toBeGreaterThan(30);
  }, 120_000);
});

const OWNER_OF = (pick: () => number): string =>
  `00000000-0000-0000-0000-00000000000${String(Math.floor(pick() * 4))}`;
