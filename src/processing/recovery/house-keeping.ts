import { Injectable } from '@nestjs/common';
import { BatchProgress } from '../../ledger/batch-progress.ts';
import { tenantRef } from '../../domain/tenant-ref.ts';
import { Expire } from '../../ledger/expire.ts';
import { Ageing } from '../../queue/ageing.ts';
import { Expiring } from '../../queue/expiring.ts';
import { Instances } from '../../queue/instances.ts';
import { Sweep } from '../../queue/sweep.ts';

const LOT = 500;

/** Chores that keep the queue tidy. */
@Injectable()
export class HouseKeeping {
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
    for (let due = await this.expiring.find(LOT); due.length > 0; due = await this.expiring.find(LOT)) {
      const byTenant = Map.groupBy(due, (pointer) => pointer.tenantId);
      for (const [tenantId, pointers] of byTenant) {
        const tenant = tenantRef(tenantId);
        const batches = await this.expiry.run(
          tenant,
          pointers.map((pointer) => pointer.jobId),
        );
        for (const batchId of batches) this.progress.changed(tenant, batchId);
      }
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
