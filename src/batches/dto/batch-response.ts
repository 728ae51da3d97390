import { ApiProperty } from '@nestjs/swagger';
import { ANY_MARKETPLACE } from '../../common/http/marketplace-examples.ts';
import { redactSecrets } from '../../common/logging/redact-secrets.ts';
import { BATCH_STATUSES } from '../../domain/vocabulary.ts';
import type { BatchStatus } from '../../domain/vocabulary.ts';
import { JobCountsResponse } from '../../jobs/dto/job-response.ts';
import type { BatchJob } from '../../ledger/batch-job.entity.ts';
import type { SkippedSubject } from '../../ledger/batch-rows.ts';

/** A wish for which no job was made. */
export class SkippedResponse implements SkippedSubject {
  @ApiProperty({ type: Number, nullable: true, example: 42, description: 'null for an action on an account' })
  readonly product_id!: number | null;
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  readonly marketplace!: string;
  @ApiProperty({ enum: ['already_active'] })
  readonly reason!: 'already_active';
  @ApiProperty({ type: Number, example: 97, description: 'the job that waits for the same thing' })
  readonly job_id!: number;
}

/** How far a batch has come. */
export class BatchProgressResponse {
  @ApiProperty({ type: Number, example: 50, description: 'jobs this batch made' })
  readonly total: number;
  @ApiProperty({ type: Number, example: 38, description: 'jobs that have ended, however they ended' })
  readonly ended: number;
  @ApiProperty({
    type: Number,
    example: 76,
    description: 'ended of total, in percent; 100 for a batch without jobs',
  })
  readonly percent: number;
  @ApiProperty({ type: JobCountsResponse })
  readonly counts: JobCountsResponse;

  /** @param batch the batch's row */
  constructor(batch: BatchJob) {
    this.counts = {
      pending: batch.pendingCount,
      processing: batch.processingCount,
      paused: batch.pausedCount,
      completed: batch.completedCount,
      failed: batch.failedCount,
      cancelled: batch.cancelledCount,
      expired: batch.expiredCount,
    };
    this.total = batch.totalCount;
    this.ended = batch.completedCount + batch.failedCount + batch.cancelledCount + batch.expiredCount;
    this.percent = this.total === 0 ? 100 : Math.floor((100 * this.ended) / this.total);
  }
}

/** A batch as the API returns it. */
export class BatchResponse {
  @ApiProperty({ type: Number, example: 12 })
  readonly id: number;
  @ApiProperty({ type: [String], example: [ANY_MARKETPLACE] })
  readonly marketplaces: readonly string[];
  @ApiProperty({ type: String, example: 'publish' })
  readonly action_code: string;
  @ApiProperty({
    type: String,
    example: 'request',
    description: 'who made it: a request, or the product itself',
  })
  readonly kind: string;
  @ApiProperty({ enum: BATCH_STATUSES, example: 'processing' })
  readonly status: BatchStatus;
  @ApiProperty({ type: Boolean, example: false })
  readonly paused: boolean;
  @ApiProperty({ type: Boolean, example: false })
  readonly cancel_requested: boolean;
  @ApiProperty({ type: BatchProgressResponse, description: 'may lag behind the jobs by up to 0.3 s' })
  readonly progress: BatchProgressResponse;
  @ApiProperty({ type: [SkippedResponse], description: 'wishes that a waiting job answers already' })
  readonly skipped: readonly SkippedResponse[];
  @ApiProperty({ type: Object, example: {} })
  readonly options: unknown;
  @ApiProperty({ type: String, nullable: true, example: 'user:anna' })
  readonly requested_by: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly started_at: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly completed_at: Date | null;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly created_at: Date;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly updated_at: Date;

  /** @param batch the batch's row */
  constructor(batch: BatchJob) {
    this.id = batch.id;
    this.marketplaces = batch.marketplaces;
    this.action_code = batch.actionCode;
    this.kind = batch.kind;
    this.status = batch.status;
    this.paused = batch.paused;
    this.cancel_requested = batch.cancelRequested;
    this.progress = new BatchProgressResponse(batch);
    this.skipped = batch.skipped;
    this.options = redactSecrets(batch.options);
    this.requested_by = batch.requestedBy ?? null;
    this.started_at = batch.startedAt ?? null;
    this.completed_at = batch.completedAt ?? null;
    this.created_at = batch.createdAt;
    this.updated_at = batch.updatedAt;
  }
}
