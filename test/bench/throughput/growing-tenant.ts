import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { judged } from '../frame/figure.ts';
import { median, spread } from '../frame/statistics.ts';
import { benchWorld } from '../world/bench-world.ts';
import { rateOf, verify } from './usual-jobs.ts';

const LANES = 16;
const JOBS_PER_LANE = 20;

/**
 * The rate of a tenant that keeps its jobs, while it grows from nothing: what its connections have planned while it was new
 * must serve it when it is not.
 */
export const growingTenant: Benchmark = {
  name: 'growing_tenant',
  async run({ rounds, long }): Promise<Findings> {
    const world = await benchWorld({ tenants: 1, lanes: LANES });
    try {
      const workload = { tenants: world.tenants, lanes: LANES, jobsPerLane: JOBS_PER_LANE };
      const turns = (long ? 20 : 4) * rounds;
      const rates: number[] = [];
      for (let turn = 0; turn < turns; turn += 1) {
        rates.push(await rateOf(world, workload));
      }
      await verify(world, { ...workload, jobsPerLane: JOBS_PER_LANE * turns });
      // The first turns warm the program up.
      const part = Math.floor(turns / 4);
      const last = rates.slice(-part);
      return {
        lead: judged(
          {
            value: median(last),
            unit: 'jobs/s',
            spread: spread(last),
            reference: median(rates.slice(part, 2 * part)),
            note: `a tenant's last ${part} of ${turns} times ${LANES * JOBS_PER_LANE} jobs; reference: the second ${part}`,
          },
          { of: 'ratio', atLeast: 0.9 },
        ),
        parts: {},
      };
    } finally {
      await world.close();
    }
  },
};
