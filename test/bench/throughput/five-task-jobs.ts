import type { TenantRef } from '../../../src/domain/tenant-ref.ts';
import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { judged } from '../frame/figure.ts';
import { interleave } from '../frame/interleave.ts';
import { median } from '../frame/statistics.ts';
import { benchDatabase, benchPostgres } from '../world/bench-database.ts';
import { worldOn } from '../world/bench-world.ts';
import { furtherDatabase } from '../world/further-database.ts';
import { measuredRound, ofRounds } from './measured-round.ts';
import { pgbench } from './pgbench.ts';
import { ReferenceInstance } from './reference/reference-instance.ts';
import { drain } from './usual-jobs.ts';
import type { Workload } from './usual-jobs.ts';

const LANES = 16;
/** The lanes of a measurement belong to so many tenants, or to one. */
const MANY = 16;
const FEW = 4;

/** Five-task jobs per second through claim, start, journal and release: one durable, fenced commit per task. */
export const fiveTaskJobs: Benchmark = {
  name: 'five_task_jobs_per_second',
  async run({ rounds, long }): Promise<Findings> {
    const postgres = await benchPostgres();
    const closing: (() => Promise<void>)[] = [() => postgres.stop()];
    try {
      const size = { tenants: MANY, lanes: LANES };
      const world = await worldOn(await benchDatabase(postgres.url, size), 'worker');
      closing.push(() => world.close());
      const other = await benchDatabase(await furtherDatabase(postgres.url, 'own_commits'), {
        tenants: MANY,
        lanes: 1,
      });
      const alone = await worldOn(other, 'worker', { GROUP_COMMITS: 'none' });
      closing.push(() => alone.close());
      const reference = await ReferenceInstance.start(world);
      closing.push(() => reference.stop());

      const jobsPerLane = long ? 500 : 32;
      const of = (tenants: readonly TenantRef[]): Workload => ({
        tenants,
        lanes: LANES / tenants.length,
        jobsPerLane,
      });
      const one = world.tenants.slice(0, 1);
      const many = of(world.tenants);
      const few = of(world.tenants.slice(0, FEW));
      const oneTenant = of(one);
      const batch = { ...oneTenant, batch: true };
      const lane = { tenants: one, lanes: 1, jobsPerLane: 2 * jobsPerLane };
      const ours = (workload: Workload) => measuredRound(world, workload, () => drain(world, workload));
      const byHand = (workload: Workload) => measuredRound(world, workload, () => reference.drain(workload));
      const found = await interleave(rounds, {
        ours: () => ours(many),
        reference: () => byHand(many),
        few: () => ours(few),
        alone: () => measuredRound(alone, of(other.tenants), () => drain(alone, of(other.tenants))),
        oneTenant: () => ours(oneTenant),
        batch: () => ours(batch),
        lane: () => ours(lane),
        laneReference: () => byHand(lane),
      });
      const rate = median(found.ours.map((each) => each.rate));
      const theirs = median(found.reference.map((each) => each.rate));
      const updates = await pgbench(postgres.url);
      return {
        lead: judged(
          { ...ofRounds(found.ours, `${LANES} lanes of 4, ${MANY} tenants`), reference: theirs },
          { of: 'ratio', atLeast: 0.7 },
          { of: 'value', atLeast: 1000 },
        ),
        parts: {
          reference_loop: judged(
            ofRounds(found.reference, 'by hand, plain pg, same jobs, tables and connections'),
          ),
          own_commits: judged(
            {
              ...ofRounds(found.alone, 'GROUP_COMMITS=none: jobs share no commits, as in the loop'),
              reference: theirs,
            },
            { of: 'ratio', atLeast: 0.7 },
          ),
          few_tenants: judged({
            ...ofRounds(found.few, `the same lanes of ${FEW} tenants; reference: of ${MANY}`),
            reference: rate,
          }),
          one_batch: judged(
            {
              ...ofRounds(
                found.batch,
                'the same lanes of one tenant, in one batch; reference: without the batch',
              ),
              reference: median(found.oneTenant.map((each) => each.rate)),
            },
            { of: 'ratio', atLeast: 0.9 },
          ),
          one_lane: judged({
            ...ofRounds(found.lane, 'four jobs at once; reference: the loop with them'),
            reference: median(found.laneReference.map((each) => each.rate)),
          }),
          pgbench_one_row_updates: updates,
        },
      };
    } finally {
      for (const close of closing.reverse()) await close();
    }
  },
};
