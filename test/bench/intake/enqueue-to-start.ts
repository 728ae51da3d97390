import { benchWorld } from '../world/bench-world.ts';
import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { judged } from '../frame/figure.ts';
import { quantile } from '../frame/statistics.ts';
import { startWaits } from './start-waits.ts';

const SAMPLES_PER_ROUND = 60;

/** From the commit that enqueues a job to the beginning of its first step, on an idle instance. */
export const enqueueToStart: Benchmark = {
  name: 'enqueue_to_start_ms',
  async run({ rounds }): Promise<Findings> {
    const world = await benchWorld({ tenants: 1, lanes: 1 });
    const [tenant] = world.tenants;
    if (tenant === undefined) throw new Error('there is no tenant');
    try {
      await startWaits(world, tenant, { samples: SAMPLES_PER_ROUND });
      const waits = await startWaits(world, tenant, { samples: SAMPLES_PER_ROUND * rounds });
      const note = `${waits.length} jobs one after the other; wake-up by NOTIFY`;
      const p99 = { value: quantile(waits, 0.99), unit: 'ms', note };
      return {
        lead: judged({ value: quantile(waits, 0.5), unit: 'ms', note }, { of: 'value', atMost: 2 }),
        parts: { idle_p99: judged(p99, { of: 'value', atMost: 10 }) },
      };
    } finally {
      await world.close();
    }
  },
};
