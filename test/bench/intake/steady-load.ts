import { setTimeout as delay } from 'node:timers/promises';
import type { TenantRef } from '../../../src/domain/tenant-ref.ts';
import { rateOf, untilQueueIsEmpty } from '../throughput/usual-jobs.ts';
import type { BenchWorld } from '../world/bench-world.ts';

/** Jobs come in lots of what has become due, this often. */
const EVERY_MS = 20;

/** Gives a world jobs at a steady rate, for as long as something else is measured. */
export class SteadyLoad {
  /**
   * @param world where
   * @param tenant whose lanes are used
   * @param lanes how many of them
   * @param perSecond jobs per second
   */
  constructor(
    private readonly world: BenchWorld,
    private readonly tenant: TenantRef,
    private readonly lanes: number,
    private readonly perSecond: number,
  ) {}

  /**
   * Finds out what a world can do, for a load of half of that.
   * @param world where
   * @param tenant whose lanes are used
   * @param lanes how many of them
   * @param jobs how many jobs are run for that
   * @returns a load that has not begun
   */
  static async half(world: BenchWorld, tenant: TenantRef, lanes: number, jobs: number): Promise<SteadyLoad> {
    const workload = { tenants: [tenant], lanes, jobsPerLane: Math.ceil(jobs / lanes) };
    return new SteadyLoad(world, tenant, lanes, (await rateOf(world, workload)) / 2);
  }

  /**
   * @param work what is measured under the load
   * @returns what it returned
   */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const over = new AbortController();
    const load = this.keepComing(over.signal);
    try {
      return await work();
    } finally {
      over.abort();
      await load;
      // Nothing of it is left for whatever comes next.
      await untilQueueIsEmpty(this.world);
    }
  }

  private async keepComing(over: AbortSignal): Promise<void> {
    const startedAt = performance.now();
    let given = 0;
    let lane = 0;
    while (!over.aborted) {
      const due = Math.floor(((performance.now() - startedAt) / 1000) * this.perSecond) - given;
      if (due > 0) {
        await this.world.enqueue(this.tenant, 1 + (lane % this.lanes), due);
        given += due;
        lane += 1;
      }
      await delay(EVERY_MS);
    }
  }
}
