import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown } from '@nestjs/common';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { BatchRecount } from './batch-recount.ts';

/** A batch is recounted by one instance at most four times a second, however many of its jobs change. */
const QUIET_MS = 250;

/**
 * Keeps the counts of batches close to the truth. Whoever changes a job of a batch says so here; a crash forgets it,
 * and the sweep over unfinished batches makes up for that.
 */
@Injectable()
export class BatchProgress implements BeforeApplicationShutdown {
  private readonly log = new Logger(BatchProgress.name);
  private readonly dirty = new Map<string, { readonly tenant: TenantRef; readonly batchId: number }>();
  private timer: NodeJS.Timeout | undefined;
  private underWay: Promise<void> = Promise.resolve();

  constructor(private readonly recount: BatchRecount) {}

  /**
   * Says that a job of a batch has changed.
   * @param tenant whose batch
   * @param batchId the batch; null for a job without one
   */
  changed(tenant: TenantRef, batchId: number | null): void {
    if (batchId === null) return;
    this.dirty.set(`${tenant.id}/${batchId}`, { tenant, batchId });
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.underWay = this.underWay.then(() => this.flush());
    }, QUIET_MS);
  }

  /** Counts what is left before the database goes away. */
  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.underWay;
    await this.flush();
  }

  private async flush(): Promise<void> {
    const batches = [...this.dirty.values()];
    this.dirty.clear();
    for (const { tenant, batchId } of batches) {
      try {
        await this.recount.run(tenant, batchId);
      } catch (error: unknown) {
        this.log.warn(
          { err: error, tenant: tenant.id, batch: batchId },
          'a batch could not be recounted yet',
        );
      }
    }
  }
}
