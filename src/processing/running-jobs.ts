import { Injectable } from '@nestjs/common';
import type { Lease } from '../queue/keys.ts';

/** The jobs this program runs at the moment. */
@Injectable()
export class RunningJobs {
  private readonly runs = new Map<string, Promise<void>>();

  /** @returns how many jobs run */
  get size(): number {
    return this.runs.size;
  }

  /**
   * Remembers a run until it is over.
   * @param lease its claim
   * @param run settles when the run is over; it does not reject
   */
  add(lease: Lease, run: Promise<void>): void {
    const key = `${lease.tenantId}/${lease.jobId}/${lease.epoch}`;
    this.runs.set(key, run);
    void run.finally(() => this.runs.delete(key));
  }

  /** Waits until no job runs any more. */
  async drained(): Promise<void> {
    while (this.runs.size > 0) await Promise.all(this.runs.values());
  }
}
