import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ANY_MARKETPLACE } from '../../common/http/marketplace-examples.ts';
import { redactSecrets } from '../../common/logging/redact-secrets.ts';
import { JOB_STATUSES } from '../../domain/vocabulary.ts';
import type { JobStatus } from '../../domain/vocabulary.ts';
import { FailureResponse } from '../../tasks/dto/failure-response.ts';
import { TaskResponse } from '../../tasks/dto/task-response.ts';
import type { JobView } from '../job-view.ts';

/** How far a job has come. */
export class JobProgress {
  @ApiProperty({ type: Number, example: 3, description: 'tasks finished' })
  readonly done!: number;
  @ApiProperty({ type: Number, example: 8, description: 'tasks planned; 0 before the first start' })
  readonly total!: number;
  @ApiProperty({ type: Number, example: 38 })
  readonly percent!: number;
  @ApiProperty({
    type: String,
    nullable: true,
    example: 'Upload picture 2 of 3',
    description: 'the step in hand',
  })
  readonly step!: string | null;
}

/** What a job waits for. */
export class WaitingResponse {
  @ApiProperty({
    type: String,
    example: 'reconciling',
    description:
      'schedule, backoff, precondition, reconciling, rate, paused, product_busy, turn, lane_full, marketplace, or a hold: tenant, tenant_paused, schema, disconnected, account, challenge, reauth, plugin',
  })
  readonly reason!: string;
  @ApiProperty({ type: String, example: 'An answer was lost; what happened is being looked up.' })
  readonly message!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly since!: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly until!: Date | null;
}

/** A job as the API returns it. */
export class JobResponse {
  @ApiProperty({ type: Number, example: 128 })
  readonly id: number;
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  readonly marketplace: string;
  @ApiProperty({ type: String, example: 'publish' })
  readonly action_code: string;
  @ApiProperty({ enum: JOB_STATUSES, example: 'processing' })
  readonly status: JobStatus;
  @ApiProperty({ type: Number, nullable: true, example: 42 })
  readonly product_id: number | null;
  @ApiProperty({ type: Number, example: 1, description: "the tenant's id" })
  readonly user_id: number;
  @ApiProperty({ type: Number, example: 3 })
  readonly account_id: number;
  @ApiProperty({ type: Number, nullable: true, example: 12 })
  readonly batch_job_id: number | null;
  @ApiProperty({ type: Number, example: 3, description: '1 is the most urgent' })
  readonly priority: number;
  @ApiProperty({ type: JobProgress })
  readonly progress: JobProgress;
  @ApiProperty({ type: WaitingResponse, nullable: true })
  readonly waiting_for: WaitingResponse | null;
  @ApiProperty({ type: FailureResponse, nullable: true })
  readonly error: FailureResponse | null;
  @ApiProperty({ type: Number, example: 1, description: 'attempts that have ended' })
  readonly attempts: number;
  @ApiProperty({ type: Number, example: 5 })
  readonly max_attempts: number;
  @ApiProperty({ type: Boolean, example: false, description: 'it will stop at its next step' })
  readonly cancel_requested: boolean;
  @ApiProperty({ type: Boolean, example: false, description: 'it will pause at its next step' })
  readonly pause_requested: boolean;
  @ApiProperty({ type: Object, example: {} })
  readonly input_data: unknown;
  @ApiProperty({ type: Object, nullable: true, example: { listing_id: '110550001' } })
  readonly result_data: unknown;
  @ApiProperty({ type: String, nullable: true, example: 'user:anna' })
  readonly requested_by: string | null;
  @ApiProperty({ type: String, format: 'date-time', description: 'it does not run before' })
  readonly run_at: Date;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly expires_at: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly started_at: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly completed_at: Date | null;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly created_at: Date;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly updated_at: Date;
  @ApiPropertyOptional({
    type: [TaskResponse],
    description: 'its tasks in order; only where one job is shown',
  })
  readonly tasks?: readonly TaskResponse[];

  /** @param view a job with what was looked up beside it */
  constructor({ job, tenantId, waiting, step, tasks }: JobView) {
    this.id = job.id;
    this.marketplace = job.marketplace;
    this.action_code = job.actionCode;
    this.status = job.status;
    this.product_id = job.productId ?? null;
    this.user_id = tenantId;
    this.account_id = job.accountId;
    this.batch_job_id = job.batchJobId ?? null;
    this.priority = job.priority;
    const percent = job.totalTasks === 0 ? 0 : Math.round((100 * job.doneTasks) / job.totalTasks);
    this.progress = {
      done: job.doneTasks,
      total: job.totalTasks,
      percent: job.status === 'completed' ? 100 : percent,
      step,
    };
    this.waiting_for = waiting;
    this.error = job.error === null || job.error === undefined ? null : new FailureResponse(job.error);
    this.attempts = job.attempts;
    this.max_attempts = job.maxAttempts;
    this.cancel_requested = job.cancelRequested && job.status === 'processing';
    this.pause_requested = job.pauseRequested && job.status === 'processing';
    this.input_data = redactSecrets(job.inputData);
    this.result_data = redactSecrets(job.resultData ?? null);
    this.requested_by = job.requestedBy ?? null;
    this.run_at = job.runAt;
    this.expires_at = job.expiresAt ?? null;
    this.started_at = job.startedAt ?? null;
    this.completed_at = job.completedAt ?? null;
    this.created_at = job.createdAt;
    this.updated_at = job.updatedAt;
    if (tasks !== undefined) this.tasks = tasks.map((task) => new TaskResponse(task));
  }
}

/** Jobs by status. */
export class JobCountsResponse {
  @ApiProperty({ type: Number, example: 8 })
  readonly pending!: number;
  @ApiProperty({ type: Number, example: 4 })
  readonly processing!: number;
  @ApiProperty({ type: Number, example: 0 })
  readonly paused!: number;
  @ApiProperty({ type: Number, example: 35 })
  readonly completed!: number;
  @ApiProperty({ type: Number, example: 2 })
  readonly failed!: number;
  @ApiProperty({ type: Number, example: 1 })
  readonly cancelled!: number;
  @ApiProperty({ type: Number, example: 0 })
  readonly expired!: number;
}
