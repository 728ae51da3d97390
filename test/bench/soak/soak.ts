import type { EmbeddedPostgres } from '../../../src/common/database/embedded-postgres/embedded-postgres.ts';
import type { Benchmark, BenchOptions, Findings } from '../frame/benchmark.ts';
import { judged } from '../frame/figure.ts';
import type { Figure } from '../frame/figure.ts';
import { median } from '../frame/statistics.ts';
import { benchDatabase, benchPostgres } from '../world/bench-database.ts';
import { benchEnvironment } from '../world/bench-environment.ts';
import { worldOn } from '../world/bench-world.ts';
import type { BenchWorld } from '../world/bench-world.ts';
import { idleServer } from '../world/forked-server.ts';
import { relationSizes } from './relation-sizes.ts';
import type { RelationSizes } from './relation-sizes.ts';
import { soakedServers } from './soaked-servers.ts';
import type { Sample } from './soaked-servers.ts';
import { Trickle } from './trickle.ts';

const TENANTS = 300;
const SERVERS = 4;
/** Share of steps that go wrong. */
const FAULTS = '0.02';
/** Jobs that did not come to their end and are told of. */
const MOST_TOLD = 5;
/** Little beside what one instance can do, so that nothing but a leak makes anything take longer. */
const JOBS_PER_SECOND = 40;

/** Many tenants, several processes, things going wrong, for a long time: nothing may grow. */
export const soak: Benchmark = {
  name: 'soak',
  onDemand: true,
  async run(options: BenchOptions): Promise<Findings> {
    const postgres = await benchPostgres();
    let world: BenchWorld | undefined;
    try {
      const database = await benchDatabase(postgres.url, { tenants: TENANTS, lanes: 1 });
      world = await worldOn(database, 'api');
      return await soaked(world, postgres, options.minutes);
    } finally {
      await world?.close();
      await postgres.stop();
    }
  },
};

async function soaked(world: BenchWorld, postgres: EmbeddedPostgres, minutes: number): Promise<Findings> {
  const env = benchEnvironment(postgres.url, { ROLE: 'worker', BENCH_FAULTS: FAULTS, DB_POOL_MAX: '10' });
  const before = await relationSizes(world);
  const trickle = Trickle.begin(world, JOBS_PER_SECOND);
  const samples = await soakedServers(() => idleServer(env), { count: SERVERS, minutes }, trickle);
  const after = await relationSizes(world);
  const jobs = trickle.given;
  const left = await unfinished(world);
  console.log(sizesTable(before, after));
  const of = (part: (sample: Sample) => number, third: 0 | 2): number => {
    const length = Math.floor(samples.length / 3);
    return median(samples.slice(third * length, (third + 1) * length).map(part));
  };
  const grown = (part: (sample: Sample) => number, unit: string, most: number, note: string): Figure =>
    judged({ value: of(part, 2), unit, reference: of(part, 0), note }, { of: 'ratio', atMost: most });
  const bytesPerJob = (after.bytes - before.bytes) / jobs;
  const what = `${SERVERS} processes, ${TENANTS} tenants, ${jobs} jobs in ${minutes} min, ${FAULTS} of steps go wrong, a process killed every minute`;
  return {
    lead: grown(
      ({ rss }) => rss / 2 ** 20,
      'MiB of RSS',
      1.1,
      `${what}; last third beside first, processes that were not killed`,
    ),
    parts: {
      wait_p50: grown(
        ({ waitMs }) => waitMs,
        'ms',
        1.2,
        'from commit to the end of a job; last third beside first',
      ),
      unfinished: judged(
        {
          value: left.length,
          unit: 'jobs',
          note: ['not completed when the queue was empty', ...left.slice(0, MOST_TOLD)].join('; '),
        },
        { of: 'value', atMost: 0 },
      ),
      disk_per_job: judged({
        value: bytesPerJob,
        unit: 'bytes',
        note: 'tables and indexes, with the history',
      }),
      queue_after: judged({
        value: after.queueBytes / 1024,
        unit: 'KiB',
        reference: before.queueBytes / 1024,
        note: `job_queue and lanes with indexes, now empty; ${after.queueDead} dead rows`,
      }),
    },
  };
}

/** How each job stands that did not come to its end. */
async function unfinished(world: BenchWorld): Promise<readonly string[]> {
  const jobs = world.tenants.map(
    ({ schema }) =>
      `select concat_ws(' ', status, waiting_for, done_tasks, error ->> 'code') as state
       from ${schema}.marketplace_jobs where status <> 'completed' or done_tasks <> 5`,
  );
  const { rows } = await world.observer.query<{ state: string }>(jobs.join(' union all '));
  return rows.map(({ state }) => state);
}

function sizesTable(before: RelationSizes, after: RelationSizes): string {
  const lines = after.relations
    .filter(({ live, dead }) => live + dead > 0)
    .map(({ name, bytes, indexBytes, live, dead }) => {
      const earlier = before.relations.find((relation) => relation.name === name);
      const kib = (value = 0): string => `${Math.round(value / 1024)} KiB`;
      return [
        name.padEnd(20),
        `${kib(earlier?.bytes)} -> ${kib(bytes)}`.padEnd(28),
        `${kib(earlier?.indexBytes)} -> ${kib(indexBytes)}`.padEnd(28),
        `${live} live, ${dead} dead`,
      ].join(' ');
    });
  return [`${'table'.padEnd(20)} ${'size'.padEnd(28)} ${'indexes'.padEnd(28)} rows`, ...lines].join('\n');
}
