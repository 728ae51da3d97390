import { Injectable, Logger } from '@nestjs/common';
import { BatchProgress } from '../../ledger/batch-progress.ts';
import { tenantRef } from '../../domain/tenant-ref.ts';
import type { Lease } from '../../queue/keys.ts';
import { InstanceLease } from '../../queue/instance-lease.ts';
import { Orphans } from '../../queue/orphans.ts';
import { Settle } from '../../queue/settle.ts';
import type { Settlement } from '../../queue/settle.ts';
import { RunningJobs } from '../running-jobs.ts';
import { Takeback } from './takeback.ts';

const LOT = 200;

/** Takes pointers back that nobody works on, after looking at what their jobs had come to. */
@Injectable()
export class Reaper {
  /** Pointers taken back since the start of the program. */
  taken = 0;
  private readonly log = new Logger(Reaper.name);
  /** Claims of this instance that it did not know of at the last look. */
  private unknown: readonly Lease[] = [];

  constructor(
    private readonly orphans: Orphans,
    private readonly takeback: Takeback,
    private readonly settle: Settle,
    private readonly progress: BatchProgress,
    private readonly instance: InstanceLease,
    private readonly running: RunningJobs,
  ) {}

  /**
   * Takes back one lot from instances that are gone.
   * @returns how many pointers were taken back
   */
  async run(): Promise<number> {
    return this.takeBack(await this.orphans.find(LOT), 'jobs of dead instances taken back');
  }

  /**
   * Takes back what this instance has leased without knowing: the commit of the claim arrived, and its answer was lost. Nobody
   * else would, as long as the instance lives. A claim whose answer is on its way is known at the next look.
   * @returns how many pointers were taken back
   */
  async runOwn(): Promise<number> {
    if (!this.instance.alive) return 0;
    const before = this.unknown;
    const held = await this.orphans.heldBy(this.instance.id);
    this.unknown = held.filter((lease) => !this.running.has(lease));
    const lost = this.unknown.filter((lease) => before.some((other) => isSame(lease, other)));
    return this.takeBack(lost, 'jobs taken back whose claim was never answered');
  }

  private async takeBack(leases: readonly Lease[], why: string): Promise<number> {
    if (leases.length === 0) return 0;
    const lot: { readonly lease: Lease; readonly settlement: Settlement }[] = [];
    for (const lease of leases) {
      const settlement = await this.settlementOf(lease);
      if (settlement !== undefined) lot.push({ lease, settlement });
    }
    const { held: taken } = await this.settle.apply(lot);
    this.taken += taken;
    for (const lease of leases) this.progress.changed(tenantRef(lease.tenantId), lease.batchId);
    this.log.warn({ taken, owners: [...new Set(leases.map((lease) => lease.owner))] }, why);
    return taken;
  }

  /** A tenant whose tables cannot be read must not keep the jobs of all others with their dead holders. */
  private async settlementOf(lease: Lease): Promise<Settlement | undefined> {
    try {
      return await this.takeback.settlementOf(lease);
    } catch (error: unknown) {
      this.log.error(
        { err: error, tenant: lease.tenantId, job: lease.jobId },
        'a job could not be taken back yet',
      );
      return undefined;
    }
  }
}

function isSame(one: Lease, other: Lease): boolean {
  return one.tenantId === other.tenantId && one.jobId === other.jobId && one.epoch === other.epoch;
}
