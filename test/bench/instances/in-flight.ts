import { setTimeout as delay } from 'node:timers/promises';
import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { judged } from '../frame/figure.ts';
import { fill, release } from '../throughput/usual-jobs.ts';
import type { Workload } from '../throughput/usual-jobs.ts';
import { benchDatabase, benchPostgres } from '../world/bench-database.ts';
import { benchEnvironment } from '../world/bench-environment.ts';
import { worldOn } from '../world/bench-world.ts';
import type { BenchWorld } from '../world/bench-world.ts';
import { idleServer } from '../world/forked-server.ts';
import type { ForkedServer } from '../world/forked-server.ts';

const TENANTS = 10;
const ACCOUNTS = 500;
const SLOTS = 4;
const WAIT_MS = 1000;
/** What would be done if nothing but the marketplace took time. */
const IDEAL = (ACCOUNTS * SLOTS * 1000) / WAIT_MS;
/** The first seconds, in which jobs are claimed and started, and those that are measured. */
const RISE_MS = 5000;
const MEASURED_MS = 12_000;
/** Work for twice as long, since what runs behind has to be claimed all the time. */
const JOBS_PER_LANE = 4 * SLOTS;
/** The pool, and one connection that listens. */
const CONNECTIONS = 20;

/** Two thousand jobs at once in one process, each waiting for a marketplace most of the time. */
export const inFlight: Benchmark = {
  name: 'in_flight_2000',
  async run({ long }): Promise<Findings> {
    const postgres = await benchPostgres();
    let world: BenchWorld | undefined;
    let server: ForkedServer | undefined;
    try {
      const lanes = ACCOUNTS / TENANTS;
      const database = await benchDatabase(postgres.url, { tenants: TENANTS, lanes });
      world = await worldOn(database, 'api');
      const workload = {
        tenants: database.tenants,
        lanes,
        jobsPerLane: long ? 10 * JOBS_PER_LANE : JOBS_PER_LANE,
      };
      await fill(world, workload);
      server = await idleServer(
        benchEnvironment(postgres.url, {
          ROLE: 'worker',
          MAX_RUNNING_JOBS: String(ACCOUNTS * SLOTS),
          DB_POOL_MAX: String(CONNECTIONS - 1),
          BENCH_WAIT_MS: String(WAIT_MS),
        }),
      );
      await release(world, workload);
      await delay(RISE_MS);
      const found = await observe(world, workload, server, long ? 10 * MEASURED_MS : MEASURED_MS);
      const note = `${ACCOUNTS} accounts with ${SLOTS} jobs each, steps of ${WAIT_MS} ms; ideal ${IDEAL} tasks/s`;
      return {
        lead: judged(
          { value: found.rate, unit: 'tasks/s', reference: IDEAL, note },
          { of: 'ratio', atLeast: 0.9 },
        ),
        parts: {
          jobs_at_once: judged({ value: found.running, unit: 'jobs', note: 'leased, the most seen' }),
          connections: judged(
            { value: found.connections, unit: 'connections', note: 'of the process, the most seen' },
            { of: 'value', atMost: CONNECTIONS },
          ),
          rss: judged(
            { value: found.rss / 2 ** 20, unit: 'MiB', note: 'of the process, the most seen' },
            { of: 'value', atMost: 400 },
          ),
        },
      };
    } finally {
      await server?.kill();
      await world?.close();
      await postgres.stop();
    }
  },
};

interface Observed {
  readonly rate: number;
  readonly running: number;
  readonly connections: number;
  readonly rss: number;
}

async function observe(
  world: BenchWorld,
  workload: Workload,
  server: ForkedServer,
  milliseconds: number,
): Promise<Observed> {
  const before = await finishedTasks(world, workload);
  const startedAt = performance.now();
  let running = 0;
  let connections = 0;
  let rss = 0;
  while (performance.now() - startedAt < milliseconds) {
    await delay(500);
    const { rows } = await world.observer.query<{ leased: number; open: number }>(
      `select (select count(*)::int from public.job_queue where state = 'leased') as leased,
              (select count(*)::int from pg_stat_activity where application_name in ('stoflow-worker', 'stoflow-wake')) as open`,
    );
    running = Math.max(running, rows[0]?.leased ?? 0);
    connections = Math.max(connections, rows[0]?.open ?? 0);
    rss = Math.max(rss, (await server.usage()).rss);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const done = (await finishedTasks(world, workload)) - before;
  return { rate: done / seconds, running, connections, rss };
}

async function finishedTasks(world: BenchWorld, { tenants }: Workload): Promise<number> {
  const sums = tenants.map(
    ({ schema }) => `select coalesce(sum(done_tasks), 0) as n from ${schema}.marketplace_jobs`,
  );
  const { rows } = await world.observer.query<{ n: number }>(
    `select sum(n)::int as n from (${sums.join(' union all ')}) t`,
  );
  return rows[0]?.n ?? 0;
}
