import { Injectable, Logger } from '@nestjs/common';
import { BatchProgress } from '../../ledger/batch-progress.ts';
import { tenantRef } from '../../domain/tenant-ref.ts';
import { Expire } from '../../ledger/expire.ts';
import { Ageing } from '../../queue/ageing.ts';
import { Expiring } from '../../queue/expiring.ts';
import type { PointerKey } from '../../queue/keys.ts';
import { Instances } from '../../queue/instances.ts';
import { Sweep } from '../../queue/sweep.ts';

const LOT = 500;

/** Chores that keep the queue tidy. */
@Injectable()
export class HouseKeeping {
  private readonly log = new Logger(HouseKeeping.name);

  constructor(
    private readonly expiring: Expiring,
    private readonly expiry: Expire,
    private readonly progress: BatchProgress,
    private readonly ageing: Ageing,
    private readonly instances: Instances,
    private readonly sweeper: Sweep,
  ) {}

  /** Ends jobs that were not begun in time. */
  async expire(): Promise<void> {
    let ended = true;
    for (
      let due = await this.expiring.find(LOT);
      due.length > 0 && ended;
      due = await this.expiring.find(LOT)
    ) {
      ended = false;
      for (const [tenantId, pointers] of Map.groupBy(due, (pointer) => pointer.tenantId)) {
        ended = (await this.expireOf(tenantId, pointers)) || ended;
      }
    }
  }

  /** One tenant's trouble must not keep the jobs of all others from expiring. */
  private async expireOf(tenantId: number, pointers: readonly PointerKey[]): Promise<boolean> {
    const tenant = tenantRef(tenantId);
    try {
      const batches = await this.expiry.run(
        tenant,
        pointers.map((pointer) => pointer.jobId),
      );
      for (const batchId of batches) this.progress.changed(tenant, batchId);
      return true;
    } catch (error: unknown) {
      this.log.error({ err: error, tenant: tenantId }, 'jobs could not be expired yet');
      return false;
    }
  }

  /** Forgets instances that died and hold nothing. */
  async forgetDeadInstances(): Promise<void> {
    await this.instances.forgetDead();
  }

  /** Checks every lane's counters. */
  async sweep(): Promise<void> {
    await this.sweeper.run();
  }

  /**
   * Raises jobs that have waited for long.
   * @param hourMs length of the hour after which they rise by one level
   */
  async age(hourMs: number): Promise<void> {
    while ((await this.ageing.run(hourMs)) > 0);
  }
}
