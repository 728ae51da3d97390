import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { judged } from '../frame/figure.ts';
import { quantile, spread } from '../frame/statistics.ts';
import { startWaits } from '../intake/start-waits.ts';
import { fill, release } from '../throughput/usual-jobs.ts';
import { benchWorld } from '../world/bench-world.ts';
import type { BenchWorld } from '../world/bench-world.ts';
import { smallTenantsWaits } from './mixed-load.ts';

const LANES = 16;
const BACKLOG = 10_000;
const SAMPLES = 60;

/** How long those wait who ask for little while others ask for much. */
export const fairness: Benchmark = {
  name: 'fairness_ms',
  async run(): Promise<Findings> {
    const world = await benchWorld({ tenants: 2, lanes: LANES });
    try {
      const behind = await behindBacklog(world);
      const mixed = await smallTenantsWaits(world);
      return {
        lead: judged(
          {
            value: quantile(behind, 0.95),
            unit: 'ms',
            spread: spread(behind),
            note: `p95 of ${behind.length} jobs of one tenant behind ${BACKLOG} of another, from commit to first step; median ${quantile(behind, 0.5).toFixed(0)} ms`,
          },
          { of: 'value', atMost: 100 },
        ),
        parts: {
          small_of_1000_tenants: judged(
            {
              value: quantile(mixed.waits, 0.95),
              unit: 'ms',
              spread: spread(mixed.waits),
              note: `p95 of ${mixed.waits.length} single jobs of small tenants, from commit to claim, ${mixed.description}`,
            },
            { of: 'value', atMost: 2000 },
          ),
        },
      };
    } finally {
      await world.close();
    }
  },
};

async function behindBacklog(world: BenchWorld): Promise<readonly number[]> {
  const [big, small] = world.tenants;
  if (big === undefined || small === undefined) throw new Error('there are two tenants');
  const workload = { tenants: [big], lanes: LANES, jobsPerLane: BACKLOG / LANES };
  await fill(world, workload);
  await release(world, workload);
  const waits = await startWaits(world, small, { samples: SAMPLES });
  const { rows } = await world.observer.query<{ left: number }>(
    `select count(*)::int as left from public.job_queue where tenant_id = ${big.id} and state = 'ready'`,
  );
  if ((rows[0]?.left ?? 0) < LANES) throw new Error('the backlog was over before the measurement');
  await world.database.query('delete from public.job_queue where tenant_id = $1', [big.id]);
  return waits;
}
