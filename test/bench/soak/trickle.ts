import { setTimeout as delay } from 'node:timers/promises';
import { untilQueueIsEmpty } from '../throughput/usual-jobs.ts';
import type { BenchWorld } from '../world/bench-world.ts';
import type { Load } from './soaked-servers.ts';

/** Jobs that come in all the time, one tenant after the other. */
export class Trickle implements Load {
  private total = 0;
  private readonly over = new AbortController();
  private readonly waiting = new Map<string, number>();
  private waits: number[] = [];
  private readonly work: Promise<unknown>;

  private constructor(
    private readonly world: BenchWorld,
    private readonly perSecond: number,
  ) {
    this.work = Promise.all([this.give(), this.watch()]);
  }

  /**
   * @param world where
   * @param perSecond jobs
   * @returns the trickle, running
   */
  static begin(world: BenchWorld, perSecond: number): Trickle {
    return new Trickle(world, perSecond);
  }

  /** @returns how many jobs there have been */
  get given(): number {
    return this.total;
  }

  /** @returns milliseconds from commit to the end of each job that ended since this was last asked */
  takeWaits(): readonly number[] {
    const { waits } = this;
    this.waits = [];
    return waits;
  }

  /** Lets no more jobs come, and waits for those that are there. */
  async end(): Promise<void> {
    this.over.abort();
    await this.work;
    await untilQueueIsEmpty(this.world);
  }

  private async give(): Promise<void> {
    const startedAt = performance.now();
    const { tenants } = this.world;
    while (!this.over.signal.aborted) {
      const tenant = tenants[this.total % tenants.length];
      if (tenant === undefined) return;
      const [jobId] = await this.world.enqueue(tenant, 1, 1);
      this.waiting.set(`${tenant.id}/${jobId ?? 0}`, performance.now());
      this.total += 1;
      await delay(Math.max(0, (this.total / this.perSecond) * 1000 - (performance.now() - startedAt)));
    }
  }

  private async watch(): Promise<void> {
    while (!this.over.signal.aborted) {
      await delay(100);
      const asked = [...this.waiting.keys()];
      const { rows } = await this.world.observer.query<{ key: string }>(
        `select tenant_id || '/' || job_id as key from public.job_queue`,
      );
      const there = new Set(rows.map(({ key }) => key));
      for (const key of asked.filter((each) => !there.has(each))) {
        this.waits.push(performance.now() - (this.waiting.get(key) ?? Number.NaN));
        this.waiting.delete(key);
      }
    }
  }
}
