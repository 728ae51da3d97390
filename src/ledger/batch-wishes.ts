import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { JobStatus } from '../domain/vocabulary.ts';
import { Retry } from './retry.ts';
import type { RetryResult } from './retry.ts';
import { Wishes } from './wishes.ts';

/** Jobs steered in one transaction: a batch of ten thousand must not lock its lanes for long. */
const CHUNK = 1000;

/**
 * Carries out what a person wants of a whole batch. The batch's own flag is set first, in a transaction of its own:
 * no job of it begins a step from then on, while the wish reaches the jobs' rows chunk by chunk.
 */
@Injectable()
export class BatchWishes {
  constructor(
    private readonly database: Database,
    private readonly wishes: Wishes,
    private readonly retries: Retry,
  ) {}

  /**
   * Cancels every job that has not ended.
   * @param tenant whose batch
   * @param batchId the batch
   * @param actor who wants it
   */
  async cancel(tenant: TenantRef, batchId: number, actor: string): Promise<void> {
    await this.flag(tenant, batchId, 'cancel_requested', true);
    await this.inChunks(tenant, batchId, ['pending', 'paused', 'processing'], (ids) =>
      this.wishes.cancel(tenant, ids, actor),
    );
  }

  /**
   * Pauses every job that has not ended.
   * @param tenant whose batch
   * @param batchId the batch
   * @param actor who wants it
   */
  async pause(tenant: TenantRef, batchId: number, actor: string): Promise<void> {
    await this.flag(tenant, batchId, 'paused', true);
    await this.inChunks(tenant, batchId, ['pending', 'processing'], (ids) =>
      this.wishes.pause(tenant, ids, actor),
    );
  }

  /**
   * Lets the batch run again.
   * @param tenant whose batch
   * @param batchId the batch
   * @param actor who wants it
   */
  async resume(tenant: TenantRef, batchId: number, actor: string): Promise<void> {
    await this.flag(tenant, batchId, 'paused', false);
    await this.inChunks(tenant, batchId, ['paused', 'processing'], (ids) =>
      this.wishes.resume(tenant, ids, actor),
    );
  }

  /**
   * Looks at the jobs and not at the batch's counts, which lag. Its flag may be gone while a resume that failed half-way
   * has left jobs behind.
   * @param tenant whose batch
   * @param batchId the batch
   * @returns whether a job of it is paused, or will be at its next step
   */
  async hasPaused({ schema }: TenantRef, batchId: number): Promise<boolean> {
    const jobs = await this.database.query(
      `select from ${schema}.marketplace_jobs
       where batch_job_id = $1 and status in ('paused', 'processing') and (status = 'paused' or pause_requested) limit 1`,
      [batchId],
    );
    return jobs.length > 0;
  }

  /**
   * Reopens every job that failed, was cancelled or expired.
   * @param tenant whose batch
   * @param batchId the batch
   * @param actor who wants it
   * @returns which were reopened, and which could not be
   */
  async retry(tenant: TenantRef, batchId: number, actor: string): Promise<RetryResult> {
    const reopened: number[] = [];
    const conflicts: RetryResult['conflicts'][number][] = [];
    await this.inChunks(tenant, batchId, ['failed', 'cancelled', 'expired'], async (ids) => {
      const result = await this.retries.run(tenant, ids, actor);
      reopened.push(...result.reopened);
      conflicts.push(...result.conflicts);
    });
    return { reopened, conflicts };
  }

  private async flag(
    { schema }: TenantRef,
    batchId: number,
    flag: 'cancel_requested' | 'paused',
    value: boolean,
  ): Promise<void> {
    await this.database.query(
      `update ${schema}.batch_jobs set ${flag} = $2, updated_at = now() where id = $1`,
      [batchId, value],
    );
  }

  private async inChunks(
    { schema }: TenantRef,
    batchId: number,
    statuses: readonly JobStatus[],
    work: (ids: readonly number[]) => Promise<unknown>,
  ): Promise<void> {
    for (let after = 0; ;) {
      const jobs = await this.database.query<{ id: number }>(
        `select id from ${schema}.marketplace_jobs
         where batch_job_id = $1 and status = any($2) and id > $3 order by id limit ${CHUNK}`,
        [batchId, statuses, after],
      );
      const last = jobs.at(-1);
      if (last === undefined) return;
      await work(jobs.map(({ id }) => id));
      after = last.id;
    }
  }
}
