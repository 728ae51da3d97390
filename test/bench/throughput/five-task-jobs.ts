import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { judged } from '../frame/figure.ts';
import { interleave } from '../frame/interleave.ts';
import { median } from '../frame/statistics.ts';
import { benchWorld } from '../world/bench-world.ts';
import { measuredRound, ofRounds } from './measured-round.ts';
import { pgbench } from './pgbench.ts';
import { ReferenceInstance } from './reference/reference-instance.ts';
import { drain } from './usual-jobs.ts';
import type { Workload } from './usual-jobs.ts';

const TENANTS = 4;
const LANES = 16;

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
        ours: () => measuredRound(world, many, () => drain(world, many)),
        reference: () => measuredRound(world, many, () => reference.drain(many)),
        batch: () => measuredRound(world, batch, () => drain(world, batch)),
        lane: () => measuredRound(world, lane, () => drain(world, lane)),
        laneReference: () => measuredRound(world, lane, () => reference.drain(lane)),
      });
      const rate = median(found.ours.map((each) => each.rate));
      const theirs = median(found.reference.map((each) => each.rate));
      const updates = await pgbench(world.url);
      return {
        lead: judged(
          { ...ofRounds(found.ours, `${LANES} lanes of 4, ${TENANTS} tenants`), reference: theirs },
          { of: 'ratio', atLeast: 0.7 },
          { of: 'value', atLeast: 1000 },
        ),
        parts: {
          reference_loop: judged(
            ofRounds(found.reference, 'by hand, plain pg, same jobs, tables and connections'),
          ),
          one_batch: judged(
            {
              ...ofRounds(found.batch, `${LANES} lanes of one tenant; reference: many tenants`),
              reference: rate,
            },
            { of: 'ratio', atLeast: 0.9 },
          ),
          one_lane: judged({
            ...ofRounds(found.lane, 'four jobs at once'),
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
