import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import { isBatchOver } from '../../domain/batch-transitions.ts';
import { tenantRef } from '../../domain/tenant-ref.ts';
import { BatchRecount } from '../../ledger/batch-recount.ts';
import { MissingPointers } from '../../ledger/missing-pointers.ts';
import { OpenBatches } from '../../queue/open-batches.ts';

/** Puts right what only a crash at the wrong moment, or a restored backup, can leave behind. */
@Injectable()
export class Restorer {
  private readonly log = new Logger(Restorer.name);

  constructor(
    private readonly openBatches: OpenBatches,
    private readonly recount: BatchRecount,
    private readonly missing: MissingPointers,
    private readonly database: Database,
  ) {}

  /** Recounts every batch that is not known to be over, so that a crash delays a batch's end and never loses it. */
  async recountOpenBatches(): Promise<void> {
    for (const batch of await this.openBatches.list()) {
      await this.guarded(batch.tenantId, async () => {
        const status = await this.recount.run(tenantRef(batch.tenantId), batch.batchId);
        if (status === undefined || isBatchOver(status)) await this.openBatches.forget(batch);
      });
    }
  }

  /**
   * Gives jobs their pointer back that should have one.
   * @param ageMs how long a job must have been untouched to be looked at
   */
  async restorePointers(ageMs: number): Promise<void> {
    const tenants = await this.database.query<{ id: number }>(
      `select id from public.tenants where status = 'active' order by id`,
    );
    for (const { id: tenantId } of tenants) {
      await this.guarded(tenantId, async () => {
        const restored = await this.missing.restore(tenantRef(tenantId), ageMs);
        if (restored > 0)
          this.log.warn({ tenant: tenantId, restored }, 'jobs had lost their place in the queue');
      });
    }
  }

  /** One tenant's trouble must not keep the others from being looked after. */
  private async guarded(tenantId: number, chore: () => Promise<void>): Promise<void> {
    try {
      await chore();
    } catch (error: unknown) {
      this.log.error({ err: error, tenant: tenantId }, 'a chore failed for a tenant');
    }
  }
}
