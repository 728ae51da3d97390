import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { decodeCursor } from '../common/pagination/cursor.ts';
import { Page } from '../common/pagination/page.ts';
import { BatchNotFoundError, DomainError, IllegalTransitionError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { BatchJob } from '../ledger/batch-job.entity.ts';
import { BatchProgress } from '../ledger/batch-progress.ts';
import { BatchRecount } from '../ledger/batch-recount.ts';
import { BatchWishes } from '../ledger/batch-wishes.ts';
import type { RetryResult } from '../ledger/retry.ts';
import type { BatchQuery } from './dto/batch-query.ts';

/** No job of the batch failed, was cancelled or expired. */
export class NothingToRetryError extends DomainError {
  /** @param id the batch */
  constructor(id: number) {
    super('batch.nothing_to_retry', 'conflict', `No job of batch ${id} failed, was cancelled or expired.`);
  }
}

/** Shows and steers the batches of the tenant whose request runs. */
@Injectable()
export class BatchJobService {
  constructor(
    private readonly em: EntityManager,
    private readonly wishes: BatchWishes,
    private readonly recount: BatchRecount,
    private readonly progress: BatchProgress,
  ) {}

  /**
   * @param query filters and page
   * @returns batches, newest first
   */
  async list(query: BatchQuery): Promise<Page<BatchJob>> {
    const after = decodeCursor(query.cursor, ['integer']);
    const rows = await this.em.find(
      BatchJob,
      {
        ...(after !== undefined && { id: { $lt: after[0] } }),
        ...(query.status !== undefined && { status: query.status }),
        ...(query.action_code !== undefined && { actionCode: query.action_code }),
      },
      { orderBy: { id: 'desc' }, limit: query.limit + 1, disableIdentityMap: true },
    );
    return Page.of(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /**
   * @param id the batch's id
   * @returns the batch
   * @throws {BatchNotFoundError} also for another tenant's batch
   */
  async get(id: number): Promise<BatchJob> {
    const batch = await this.em.findOne(BatchJob, { id }, { disableIdentityMap: true });
    if (batch === null) throw new BatchNotFoundError(id);
    return batch;
  }

  /**
   * Cancels the jobs that have not ended: waiting ones at once, running ones at their next step.
   * @param tenant whose batch
   * @param id the batch
   * @param actor who wants it
   * @returns the batch after it
   * @throws {BatchNotFoundError} also for another tenant's batch
   * @throws {IllegalTransitionError} when it is over
   */
  async cancel(tenant: TenantRef, id: number, actor: string): Promise<BatchJob> {
    await this.assertOpen(tenant, id, 'cancelled');
    await this.wishes.cancel(tenant, id, actor);
    return this.recounted(tenant, id);
  }

  /**
   * Pauses the jobs that have not ended.
   * @param tenant whose batch
   * @param id the batch
   * @param actor who wants it
   * @returns the batch after it
   * @throws {BatchNotFoundError} also for another tenant's batch
   * @throws {IllegalTransitionError} when it is over or paused
   */
  async pause(tenant: TenantRef, id: number, actor: string): Promise<BatchJob> {
    const batch = await this.assertOpen(tenant, id, 'paused');
    if (batch.paused) throw new IllegalTransitionError('batch', 'paused', 'paused');
    await this.wishes.pause(tenant, id, actor);
    return this.recounted(tenant, id);
  }

  /**
   * Lets a paused batch run again, or what is still paused of one.
   * @param tenant whose batch
   * @param id the batch
   * @param actor who wants it
   * @returns the batch after it
   * @throws {BatchNotFoundError} also for another tenant's batch
   * @throws {IllegalTransitionError} when neither it nor any job of it is paused
   */
  async resume(tenant: TenantRef, id: number, actor: string): Promise<BatchJob> {
    const batch = await this.get(id);
    // A resume that failed half-way has left paused jobs behind, and only another one lets them go on.
    if (!batch.paused && !(await this.wishes.hasPaused(tenant, id)))
      throw new IllegalTransitionError('batch', batch.status, 'resumed');
    await this.wishes.resume(tenant, id, actor);
    return this.recounted(tenant, id);
  }

  /**
   * Reopens the jobs that failed, were cancelled or expired; the others are left alone.
   * @param tenant whose batch
   * @param id the batch
   * @param actor who wants it
   * @returns what was reopened and what could not be
   * @throws {BatchNotFoundError} also for another tenant's batch
   * @throws {NothingToRetryError} when no job failed, was cancelled or expired
   */
  async retry(tenant: TenantRef, id: number, actor: string): Promise<RetryResult> {
    await this.get(id);
    const result = await this.wishes.retry(tenant, id, actor);
    if (result.reopened.length + result.conflicts.length === 0) throw new NothingToRetryError(id);
    await this.recount.run(tenant, id);
    return result;
  }

  private async assertOpen(tenant: TenantRef, id: number, wish: string): Promise<BatchJob> {
    // Stored counts may lag: a job that was retried a moment ago must not be out of reach.
    await this.recount.run(tenant, id);
    const batch = await this.get(id);
    const open = batch.pendingCount + batch.processingCount + batch.pausedCount > 0;
    if (!open && batch.status !== 'pending' && batch.status !== 'processing') {
      throw new IllegalTransitionError('batch', batch.status, wish);
    }
    return batch;
  }

  private async recounted(tenant: TenantRef, id: number): Promise<BatchJob> {
    await this.recount.run(tenant, id);
    // Running jobs obey at their next step, so the counts change again soon.
    this.progress.changed(tenant, id);
    return this.get(id);
  }
}
