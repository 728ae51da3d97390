import { benchWorld } from './bench-world.ts';
import { firstSteps } from './idle-marketplace.ts';
import { quantile, until } from './measurement.ts';
import type { Benchmark, Figure } from './measurement.ts';

const SAMPLES_PER_ROUND = 60;

/** From the commit that enqueues a job to the beginning of its first step, on an idle instance. */
export const enqueueToStart: Benchmark = {
  name: 'enqueue_to_start_ms',
  async run(rounds): Promise<Readonly<Record<string, Figure>>> {
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
      return {
        enqueue_to_start_p50: { value: Number(quantile(waits, 0.5).toFixed(2)), unit: 'ms', note },
        enqueue_to_start_p99: { value: Number(quantile(waits, 0.99).toFixed(2)), unit: 'ms', note },
      };
    } finally {
      await world.close();
    }
  },
};
