import { benchWorld } from '../world/bench-world.ts';
import { firstSteps } from '../world/idle-marketplace.ts';
import type { Benchmark, Findings } from '../frame/benchmark.ts';
import { judged } from '../frame/figure.ts';
import { quantile } from '../frame/statistics.ts';
import { until } from '../frame/until.ts';

const SAMPLES_PER_ROUND = 60;

/** From the commit that enqueues a job to the beginning of its first step, on an idle instance. */
export const enqueueToStart: Benchmark = {
  name: 'enqueue_to_start_ms',
  async run({ rounds }): Promise<Findings> {
    const world = await benchWorld({ tenants: 1, lanes: 1 });
    firstSteps.clear();
    const [tenant] = world.tenants;
    if (tenant === undefined) throw new Error('there is no tenant');
    try {
      const waits: number[] = [];
      for (let sample = 0; sample < SAMPLES_PER_ROUND * (rounds + 1); sample += 1) {
        const [jobId] = await world.enqueue(tenant, 1, 1);
        const committedAt = performance.now();
        const key = `${tenant.id}/${jobId ?? 0}`;
        await until(() => Promise.resolve(firstSteps.has(key)), 0);
        if (sample >= SAMPLES_PER_ROUND) waits.push((firstSteps.get(key) ?? Number.NaN) - committedAt);
        await until(
          async () => (await world.database.query('select from public.job_queue limit 1')).length === 0,
          2,
        );
      }
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
