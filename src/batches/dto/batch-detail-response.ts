import { ApiProperty } from '@nestjs/swagger';
import { ANY_MARKETPLACE } from '../../common/http/marketplace-examples.ts';
import type { BatchJob } from '../../ledger/batch-job.entity.ts';
import type { BatchSummary, ErrorGroup, MarketplaceProgress } from '../batch-summary.ts';
import { JobCountsResponse } from '../../jobs/dto/job-response.ts';
import { BatchResponse } from './batch-response.ts';

/** Failed jobs of a batch with the same cause. */
export class ErrorGroupResponse implements ErrorGroup {
  @ApiProperty({ type: String, example: 'preflight.refused' })
  readonly code!: string;
  @ApiProperty({ type: String, example: 'At least one picture is needed.' })
  readonly message!: string;
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  readonly marketplace!: string;
  @ApiProperty({ type: Number, example: 37 })
  readonly jobs!: number;
}

/** How far a batch has come on one marketplace. */
export class MarketplaceProgressResponse {
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  readonly marketplace: string;
  @ApiProperty({ type: Number, example: 50 })
  readonly total: number;
  @ApiProperty({ type: Number, example: 38, description: 'jobs that have ended, however they ended' })
  readonly ended: number;
  @ApiProperty({ type: JobCountsResponse })
  readonly counts: JobCountsResponse;

  /** @param progress what was counted */
  constructor({ marketplace, total, counts }: MarketplaceProgress) {
    this.marketplace = marketplace;
    this.total = total;
    this.counts = {
      pending: counts.pending ?? 0,
      processing: counts.processing ?? 0,
      paused: counts.paused ?? 0,
      completed: counts.completed ?? 0,
      failed: counts.failed ?? 0,
      cancelled: counts.cancelled ?? 0,
      expired: counts.expired ?? 0,
    };
    const { completed, failed, cancelled, expired } = this.counts;
    this.ended = completed + failed + cancelled + expired;
  }
}

/** What the jobs of a batch add up to. */
export class BatchSummaryResponse {
  @ApiProperty({ type: Number, example: 312, description: 'tasks finished' })
  readonly tasks_done!: number;
  @ApiProperty({ type: Number, example: 400, description: 'tasks planned so far' })
  readonly tasks_total!: number;
  @ApiProperty({ type: Number, example: 9, description: 'executions beyond the first of a task' })
  readonly repeated_executions!: number;
  @ApiProperty({ type: Number, example: 3, description: 'answers that were lost and had to be looked up' })
  readonly unknown_outcomes!: number;
  @ApiProperty({ type: [ErrorGroupResponse], description: 'the 20 most frequent' })
  readonly errors!: readonly ErrorGroupResponse[];
  @ApiProperty({ type: [MarketplaceProgressResponse], description: 'counted at this moment' })
  readonly marketplaces!: readonly MarketplaceProgressResponse[];
}

/** One batch with what its jobs add up to. */
export class BatchDetailResponse extends BatchResponse {
  @ApiProperty({ type: BatchSummaryResponse })
  readonly summary: BatchSummaryResponse;

  /**
   * @param batch the batch's row
   * @param summary what its jobs add up to
   */
  constructor(batch: BatchJob, summary: BatchSummary) {
    super(batch);
    this.summary = {
      tasks_done: summary.tasksDone,
      tasks_total: summary.tasksTotal,
      repeated_executions: summary.repeatedExecutions,
      unknown_outcomes: summary.unknownOutcomes,
      errors: summary.errors,
      marketplaces: summary.marketplaces.map((progress) => new MarketplaceProgressResponse(progress)),
    };
  }
}

/** A job that a retry of its batch left alone. */
export class RetryConflictResponse {
  @ApiProperty({ type: Number, example: 130 })
  readonly job_id!: number;
  @ApiProperty({ type: Number, example: 140, description: 'does the same and is waiting' })
  readonly active_job_id!: number;
}

/** What became of a retry of a batch. */
export class BatchRetryResponse {
  @ApiProperty({ type: Number, example: 7, description: 'jobs that were reopened' })
  readonly reopened!: number;
  @ApiProperty({
    type: [RetryConflictResponse],
    description: 'jobs left alone, since a newer job for the same thing is waiting',
  })
  readonly conflicts!: readonly RetryConflictResponse[];
  @ApiProperty({ type: BatchResponse })
  readonly batch!: BatchResponse;
}
