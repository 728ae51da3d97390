import { Dispatcher } from '../../../src/processing/dispatcher.ts';
import { BatchRows } from '../../../src/ledger/batch-rows.ts';
import { Lanes } from '../../../src/queue/lanes.ts';
import type { TenantRef } from '../../../src/domain/tenant-ref.ts';
import { until } from '../frame/until.ts';
import type { BenchWorld } from '../world/bench-world.ts';

/** Jobs that are made together: so many in each of so many lanes of each tenant. */
export interface Workload {
  readonly tenants: readonly TenantRef[];
  readonly lanes: number;
  readonly jobsPerLane: number;
  /** Whether all jobs of a tenant belong to one batch. */
  readonly batch?: boolean;
}

/**
 * Makes the jobs of a workload behind a hold, so that making them is not measured.
 * @param world where
 * @param workload how many, of whom
 * @returns how many there are
 */
export async function fill(world: BenchWorld, workload: Workload): Promise<number> {
  const lanes = world.app.get(Lanes, { strict: false });
  for (const tenant of workload.tenants) {
    await world.database.transaction((sql) => lanes.holdTenant(sql, tenant.id));
    const batchId = workload.batch === true ? await newBatch(world, tenant) : undefined;
    for (let account = 1; account <= workload.lanes; account += 1) {
      await world.enqueue(tenant, account, workload.jobsPerLane, batchId);
    }
  }
  return workload.tenants.length * workload.lanes * workload.jobsPerLane;
}

/**
 * Lets the product run what was made, to its end.
 * @param world where
 * @param workload what was made
 * @param which SQL condition on the pointers that count, where there are others
 */
export async function drain(world: BenchWorld, workload: Workload, which = 'true'): Promise<void> {
  await release(world, workload);
  world.app.get(Dispatcher, { strict: false }).nudge();
  await untilQueueIsEmpty(world, which);
}

/**
 * Makes the jobs of a workload, and lets the product run them, which alone is measured.
 * @param world where
 * @param workload how many, of whom
 * @returns jobs per second
 */
export async function rateOf(world: BenchWorld, workload: Workload): Promise<number> {
  const jobs = await fill(world, workload);
  const startedAt = performance.now();
  await drain(world, workload);
  return jobs / ((performance.now() - startedAt) / 1000);
}

/**
 * Waits until no job waits or runs.
 * @param world where
 * @param which SQL condition on the pointers that count
 */
export async function untilQueueIsEmpty(world: BenchWorld, which = 'true'): Promise<void> {
  await until(async () => {
    const { rowCount } = await world.observer.query(`select from public.job_queue where ${which} limit 1`);
    return rowCount === 0;
  });
}

/**
 * Takes away the hold behind which the jobs were made.
 * @param world where
 * @param workload what was made
 */
export async function release(world: BenchWorld, workload: Workload): Promise<void> {
  const lanes = world.app.get(Lanes, { strict: false });
  for (const tenant of workload.tenants) {
    await world.database.transaction((sql) => lanes.unholdTenant(sql, tenant.id));
  }
}

/**
 * Makes sure that every job has come to its end with five steps done; whoever was measured did the work.
 * @param world where
 * @param workload what was made
 * @throws {Error} naming what is not as it should be
 */
export async function verify(world: BenchWorld, workload: Workload): Promise<void> {
  for (const { schema } of workload.tenants) {
    const { rows } = await world.observer.query<{
      jobs: number;
      open: number;
      steps: number;
      events: number;
    }>(
      `select (select count(*)::int from ${schema}.marketplace_jobs) as jobs,
              (select count(*)::int from ${schema}.marketplace_jobs where status <> 'completed' or done_tasks <> 5) as open,
              (select count(*)::int from ${schema}.marketplace_tasks where status = 'success') as steps,
              (select count(*)::int from ${schema}.job_events where type in ('started', 'ended')) as events`,
    );
    const jobs = workload.lanes * workload.jobsPerLane;
    const found = JSON.stringify(rows[0]);
    const expected = JSON.stringify({ jobs, open: 0, steps: 5 * jobs, events: 2 * jobs });
    if (found !== expected) throw new Error(`${schema} has ${found}, and not ${expected}`);
  }
}

function newBatch(world: BenchWorld, tenant: TenantRef): Promise<number> {
  const batch = {
    marketplaces: ['idle'],
    actionCode: 'publish',
    kind: 'publish',
    options: {},
    requestedBy: 'bench',
  };
  return world.database.transaction((sql) =>
    world.app.get(BatchRows, { strict: false }).create(sql, tenant, batch),
  );
}
