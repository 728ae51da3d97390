import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { withCost } from '../frame/cost.ts';
import type { Cost } from '../frame/cost.ts';
import { judged } from '../frame/figure.ts';
import type { Measured } from '../frame/figure.ts';
import { interleave } from '../frame/interleave.ts';
import { median, spread } from '../frame/statistics.ts';
import { benchWorld } from '../world/bench-world.ts';
import type { BenchWorld } from '../world/bench-world.ts';
import { pgbench } from './pgbench.ts';
import { ReferenceInstance } from './reference/reference-instance.ts';
import { drain, fill, verify } from './usual-jobs.ts';
import type { Workload } from './usual-jobs.ts';

const TENANTS = 4;
const LANES = 16;

/** Rate and cost of one round. */
interface Round {
  readonly rate: number;
  readonly cost: Cost;
  readonly jobs: number;
}

/** Five-task jobs per second through claim, start, journal and release: one durable, fenced commit per task. */
export const fiveTaskJobs: Benchmark = {
  name: 'five_task_jobs_per_second',
  async run({ rounds, long }): Promise<Findings> {
    const world = await benchWorld({ tenants: TENANTS, lanes: LANES });
    const reference = await ReferenceInstance.start(world);
    try {
      const jobsPerLane = long ? 500 : 32;
      const [first] = world.tenants;
      if (first === undefined) throw new Error('there is no tenant');
      const many: Workload = { tenants: world.tenants, lanes: LANES / TENANTS, jobsPerLane };
      const batch: Workload = { tenants: [first], lanes: LANES, jobsPerLane, batch: true };
      const lane: Workload = { tenants: [first], lanes: 1, jobsPerLane: 2 * jobsPerLane };
      const found = await interleave(rounds, {
        ours: () => round(world, many, () => drain(world, many)),
        reference: () => round(world, many, () => reference.drain(many)),
        batch: () => round(world, batch, () => drain(world, batch)),
        lane: () => round(world, lane, () => drain(world, lane)),
        laneReference: () => round(world, lane, () => reference.drain(lane)),
      });
      const rate = median(found.ours.map((each) => each.rate));
      const theirs = median(found.reference.map((each) => each.rate));
      const updates = await pgbench(world.url);
      return {
        lead: judged(
          { ...measured(found.ours, `${LANES} lanes of 4, ${TENANTS} tenants`), reference: theirs },
          { of: 'ratio', atLeast: 0.7 },
          { of: 'value', atLeast: 1000 },
        ),
        parts: {
          reference_loop: judged(
            measured(found.reference, 'by hand, plain pg, same jobs, tables and connections'),
          ),
          one_batch: judged(
            {
              ...measured(found.batch, `${LANES} lanes of one tenant; reference: many tenants`),
              reference: rate,
            },
            { of: 'ratio', atLeast: 0.9 },
          ),
          one_lane: judged({
            ...measured(found.lane, 'four jobs at once'),
            reference: median(found.laneReference.map((each) => each.rate)),
          }),
          pgbench_one_row_updates: updates,
        },
      };
    } finally {
      await reference.stop();
      await world.close();
    }
  },
};

function measured(rounds: readonly Round[], what: string): Measured {
  const rates = rounds.map(({ rate }) => rate);
  return {
    value: median(rates),
    unit: 'jobs/s',
    spread: spread(rates),
    transactions_per_job: median(rounds.map(({ cost, jobs }) => cost.transactions / jobs)),
    wal_bytes_per_job: median(rounds.map(({ cost, jobs }) => cost.walBytes / jobs)),
    note: `${what}; ${rounds.length} rounds of ${rounds[0]?.jobs ?? 0} jobs`,
  };
}

/** Makes the jobs, measures how they are run, looks whether they were, and removes them. */
async function round(world: BenchWorld, workload: Workload, run: () => Promise<void>): Promise<Round> {
  const jobs = await fill(world, workload);
  const { cost, result: seconds } = await withCost(world.observer, async () => {
    const startedAt = performance.now();
    await run();
    return (performance.now() - startedAt) / 1000;
  });
  await verify(world, workload);
  await world.clear();
  return { rate: jobs / seconds, cost, jobs };
}
