import { Dispatcher } from '../../src/processing/dispatcher.ts';
import { Lanes } from '../../src/queue/lanes.ts';
import { benchWorld } from './bench-world.ts';
import { quantile, until } from './measurement.ts';
import type { Benchmark, Figure } from './measurement.ts';

const TENANTS = 4;
const LANES = 4;
const JOBS_PER_LANE = 125;

/** Five-task jobs per second through claim, start, journal and release: one durable, fenced commit per task. */
export const fiveTaskJobs: Benchmark = {
  name: 'five_task_jobs_per_second',
  async run(rounds): Promise<Readonly<Record<string, Figure>>> {
    const world = await benchWorld(USUAL_SIZE);
    try {
      const rates: number[] = [];
      let commitsPerJob = 0;
      for (let round = 0; round <= rounds; round += 1) {
        const jobs = await fill(world);
        const before = await commits(world);
        const rate = await drainRate(world, jobs);
        // The first round warms up.
        if (round > 0) rates.push(rate);
        commitsPerJob = ((await commits(world)) - before) / jobs;
        await world.clear();
      }
      const lanes = TENANTS * LANES;
      return {
        five_task_jobs_per_second: {
          value: Math.round(quantile(rates, 0.5)),
          unit: 'jobs/s',
          note: `median of ${rounds} rounds (${rates.map((rate) => Math.round(rate)).join(', ')}), ${lanes} lanes of 4`,
        },
        commits_per_five_task_job: {
          value: Number(commitsPerJob.toFixed(2)),
          unit: 'transactions',
          note: 'all transactions of the database during the last round, polling included',
        },
      };
    } finally {
      await world.close();
    }
  },
};

type World = Awaited<ReturnType<typeof benchWorld>>;

/** Tenants and lanes of the usual world. */
export const USUAL_SIZE = { tenants: TENANTS, lanes: LANES };

/**
 * Makes the usual jobs, runs them all, and removes them.
 * @param world of {@link USUAL_SIZE}
 * @returns jobs per second
 */
export async function fiveTaskRound(world: World): Promise<number> {
  const rate = await drainRate(world, await fill(world));
  await world.clear();
  return rate;
}

async function drainRate(world: World, jobs: number): Promise<number> {
  const startedAt = performance.now();
  await release(world);
  await until(async () => (await world.database.query('select from public.job_queue limit 1')).length === 0);
  return jobs / ((performance.now() - startedAt) / 1000);
}

/** Jobs are made behind a hold, so that making them is not measured. */
async function fill(world: World): Promise<number> {
  for (const tenant of world.tenants) {
    await world.database.transaction((sql) => lanesOf(world).holdTenant(sql, tenant.id));
    for (let account = 1; account <= LANES; account += 1) await world.enqueue(tenant, account, JOBS_PER_LANE);
  }
  return TENANTS * LANES * JOBS_PER_LANE;
}

async function release(world: World): Promise<void> {
  for (const tenant of world.tenants) {
    await world.database.transaction((sql) => lanesOf(world).unholdTenant(sql, tenant.id));
  }
  world.app.get(Dispatcher, { strict: false }).nudge();
}

function lanesOf(world: World): Lanes {
  return world.app.get(Lanes, { strict: false });
}

async function commits(world: World): Promise<number> {
  // The counters of other connections arrive with a delay of up to a second.
  await new Promise((resolve) => setTimeout(resolve, 1200));
  const [row] = await world.database.query<{ n: number }>(
    'select xact_commit as n from pg_stat_database where datname = current_database()',
  );
  return row?.n ?? 0;
}
