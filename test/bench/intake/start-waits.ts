import type { TenantRef } from '../../../src/domain/tenant-ref.ts';
import { until } from '../frame/until.ts';
import type { BenchWorld } from '../world/bench-world.ts';
import { firstSteps } from '../world/idle-marketplace.ts';

/**
 * Enqueues jobs one after the other and waits for each to be over.
 * @param world a world that runs jobs in this process
 * @param tenant whose jobs, on its first account
 * @param options how many, and how long to wait between two
 * @returns milliseconds from the commit that enqueued a job to the beginning of its first step
 */
export async function startWaits(
  world: BenchWorld,
  tenant: TenantRef,
  options: { readonly samples: number; readonly accountId?: number },
): Promise<readonly number[]> {
  const waits: number[] = [];
  for (let sample = 0; sample < options.samples; sample += 1) {
    // Ids repeat in other databases, whose jobs may have run in this process.
    firstSteps.clear();
    const [jobId] = await world.enqueue(tenant, options.accountId ?? 1, 1);
    const committedAt = performance.now();
    const key = `${tenant.id}/${jobId ?? 0}`;
    await until(() => Promise.resolve(firstSteps.has(key)), 1);
    // It may have begun before this process heard of the commit.
    waits.push(Math.max(0, (firstSteps.get(key) ?? Number.NaN) - committedAt));
    await until(async () => {
      const { rowCount } = await world.observer.query(
        `select from public.job_queue where tenant_id = ${tenant.id} limit 1`,
      );
      return rowCount === 0;
    }, 2);
  }
  return waits;
}
