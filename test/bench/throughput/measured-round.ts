import { withCost } from '../frame/cost.ts';
import type { Cost } from '../frame/cost.ts';
import type { Measured } from '../frame/figure.ts';
import { median, spread } from '../frame/statistics.ts';
import type { BenchWorld } from '../world/bench-world.ts';
import { fill, verify } from './usual-jobs.ts';
import type { Workload } from './usual-jobs.ts';

/** Rate and cost of one round. */
export interface Round {
  /** Jobs per second. */
  readonly rate: number;
  readonly cost: Cost;
  readonly jobs: number;
}

/**
 * Makes the jobs of a workload, measures how they are run, looks whether they were, and removes them.
 * @param world where
 * @param workload the jobs
 * @param run runs them all
 * @returns how fast that was, and what it cost
 */
export async function measuredRound(
  world: BenchWorld,
  workload: Workload,
  run: () => Promise<void>,
): Promise<Round> {
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

/**
 * Sums rounds up.
 * @param rounds of one contender
 * @param what it did, in words
 * @returns the medians
 */
export function ofRounds(rounds: readonly Round[], what: string): Measured {
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
