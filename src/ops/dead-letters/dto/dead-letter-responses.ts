import { ApiProperty } from '@nestjs/swagger';
import { ANY_MARKETPLACE } from '../../../common/http/marketplace-examples.ts';
import { ERROR_CLASSES } from '../../../domain/error-entry.ts';
import type { ErrorClass } from '../../../domain/error-entry.ts';
import type { BulkProgress } from '../../../ledger/bulk-request.ts';
import { FailureResponse } from '../../../tasks/dto/failure-response.ts';
import type { DeadLetter } from '../dead-letter-reader.ts';

/** A job that ended without having done what was asked for. */
export class DeadLetterResponse {
  @ApiProperty({ type: Number, example: 128, description: "the job's id" })
  readonly id: number;
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  readonly marketplace: string;
  @ApiProperty({ type: String, example: 'publish' })
  readonly action_code: string;
  @ApiProperty({ enum: ['failed', 'expired'], example: 'failed' })
  readonly status: string;
  @ApiProperty({ type: Number, nullable: true, example: 42 })
  readonly product_id: number | null;
  @ApiProperty({ type: Number, example: 3 })
  readonly account_id: number;
  @ApiProperty({ type: Number, nullable: true, example: 12 })
  readonly batch_job_id: number | null;
  @ApiProperty({ type: Number, example: 5 })
  readonly attempts: number;
  @ApiProperty({
    type: Boolean,
    example: false,
    description: 'nobody knows whether a step of it took effect: a redrive looks that up first',
  })
  readonly unresolved: boolean;
  @ApiProperty({ type: FailureResponse, nullable: true })
  readonly error: FailureResponse | null;
  @ApiProperty({ enum: ERROR_CLASSES, nullable: true, example: 'retry' })
  readonly error_class: ErrorClass | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    example: null,
    description: 'a waiting job for the same thing: a redrive would leave this one out',
  })
  readonly active_job_id: number | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly ended_at: Date | null;

  /**
   * @param letter the job
   * @param errorClass class of its error
   */
  constructor(letter: DeadLetter, errorClass: ErrorClass | undefined) {
    this.id = letter.id;
    this.marketplace = letter.marketplace;
    this.action_code = letter.actionCode;
    this.status = letter.status;
    this.product_id = letter.productId;
    this.account_id = letter.accountId;
    this.batch_job_id = letter.batchJobId;
    this.attempts = letter.attempts;
    this.unresolved = letter.unresolved;
    this.error = letter.error === null ? null : new FailureResponse(letter.error);
    this.error_class = errorClass ?? null;
    this.active_job_id = letter.activeJobId;
    this.ended_at = letter.endedAt;
  }
}

/** Dead letters with one error. */
export class DeadLetterCount {
  @ApiProperty({ type: String, nullable: true, example: 'step.timeout' })
  readonly code!: string | null;
  @ApiProperty({ enum: ERROR_CLASSES, nullable: true, example: 'retry' })
  readonly error_class!: ErrorClass | null;
  @ApiProperty({ type: Number, example: 37 })
  readonly jobs!: number;
  @ApiProperty({ type: Number, example: 2, description: 'of them with an unknown outcome' })
  readonly unresolved!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly oldest_at!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly newest_at!: Date | null;
}

/** Dead letters by error. */
export class DeadLetterCountsResponse {
  @ApiProperty({ type: Number, example: 37 })
  readonly total!: number;
  @ApiProperty({ type: [DeadLetterCount] })
  readonly by_code!: readonly DeadLetterCount[];
}

/** Dead letters of one tenant as an operator sees them: counts, and nothing of what the jobs were about. */
export class TenantDeadLettersResponse extends DeadLetterCountsResponse {
  @ApiProperty({ type: Number, example: 1 })
  readonly tenant_id!: number;
  @ApiProperty({ type: Boolean, example: true, description: 'false where its tables cannot be read' })
  readonly readable!: boolean;
}

/** A job that was left out. */
export class BulkConflict {
  @ApiProperty({ type: Number, example: 128 })
  readonly job_id!: number;
  @ApiProperty({
    type: Number,
    example: 140,
    description: 'does the same and is waiting, or is the newer one',
  })
  readonly active_job_id!: number;
}

/** What became of a request over many jobs. */
export class RedriveResponse {
  @ApiProperty({ type: Boolean, example: false })
  readonly dry_run: boolean;
  @ApiProperty({ type: Number, example: 37, description: 'jobs that fit' })
  readonly matched: number;
  @ApiProperty({ type: Number, example: 36, description: 'jobs that wait again; 0 in a dry run' })
  readonly redriven: number;
  @ApiProperty({ type: Number, example: 1, description: 'jobs left out, since another does the same' })
  readonly conflict_count: number;
  @ApiProperty({ type: [BulkConflict], description: 'the first 1,000 of them' })
  readonly conflicts: readonly BulkConflict[];

  /**
   * @param progress what was done
   * @param dryRun whether it was only counted
   */
  constructor(
    progress: Pick<BulkProgress, 'matched' | 'done' | 'conflicts' | 'conflictCount'>,
    dryRun: boolean,
  ) {
    this.dry_run = dryRun;
    this.matched = progress.matched;
    this.redriven = progress.done;
    this.conflict_count = progress.conflictCount;
    this.conflicts = progress.conflicts.map(({ jobId, activeJobId }) => ({
      job_id: jobId,
      active_job_id: activeJobId,
    }));
  }
}

/** What became of a request to cancel many jobs. */
export class BulkCancelResponse {
  @ApiProperty({ type: Boolean, example: false })
  readonly dry_run: boolean;
  @ApiProperty({ type: Number, example: 40, description: 'jobs that fit' })
  readonly matched: number;
  @ApiProperty({ type: Number, example: 38, description: 'jobs that are cancelled; 0 in a dry run' })
  readonly cancelled: number;
  @ApiProperty({ type: Number, example: 2, description: 'running jobs that stop at their next step' })
  readonly cancel_requested: number;

  /**
   * @param progress what was done
   * @param dryRun whether it was only counted
   */
  constructor(progress: Pick<BulkProgress, 'matched' | 'done' | 'asked'>, dryRun: boolean) {
    this.dry_run = dryRun;
    this.matched = progress.matched;
    this.cancelled = progress.done;
    this.cancel_requested = progress.asked;
  }
}
