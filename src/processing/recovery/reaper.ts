import { Injectable, Logger } from '@nestjs/common';
import { BatchProgress } from '../../ledger/batch-progress.ts';
import { tenantRef } from '../../domain/tenant-ref.ts';
import type { Lease } from '../../queue/keys.ts';
import { Orphans } from '../../queue/orphans.ts';
import { Settle } from '../../queue/settle.ts';
import type { Settlement } from '../../queue/settle.ts';
import { Takeback } from './takeback.ts';

const LOT = 200;

/** Takes pointers back from instances that are gone, after looking at what their jobs had come to. */
@Injectable()
export class Reaper {
  /** Pointers taken back since the start of the program. */
  taken = 0;
  private readonly log = new Logger(Reaper.name);

  constructor(
    private readonly orphans: Orphans,
    private readonly takeback: Takeback,
    private readonly settle: Settle,
    private readonly progress: BatchProgress,
  ) {}

  /**
   * Takes back one lot.
   * @returns how many pointers were taken back
   */
  async run(): Promise<number> {
    const leases = await this.orphans.find(LOT);
    if (leases.length === 0) return 0;
    const lot: { readonly lease: Lease; readonly settlement: Settlement }[] = [];
    for (const lease of leases) {
      const settlement = await this.settlementOf(lease);
      if (settlement !== undefined) lot.push({ lease, settlement });
    }
    const taken = await this.settle.apply(lot);
    this.taken += taken;
    for (const lease of leases) this.progress.changed(tenantRef(lease.tenantId), lease.batchId);
    this.log.warn(
      { taken, owners: [...new Set(leases.map((lease) => lease.owner))] },
      'jobs of dead instances taken back',
    );
    return taken;
  }

  /** A tenant whose tables cannot be read must not keep the jobs of all others with their dead holders. */
  private async settlementOf(lease: Lease): Promise<Settlement | undefined> {
    try {
      return await this.takeback.settlementOf(lease);
    } catch (error: unknown) {
      this.log.error(
        { err: error, tenant: lease.tenantId, job: lease.jobId },
        'a job of a dead instance could not be taken back yet',
      );
      return undefined;
    }
  }
}
