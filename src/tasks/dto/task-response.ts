import { ApiProperty } from '@nestjs/swagger';
import { redactSecrets } from '../../common/logging/redact-secrets.ts';
import { EFFECT_CLASSES, TASK_STATUSES, TASK_TYPES } from '../../domain/vocabulary.ts';
import type { EffectClass, TaskStatus, TaskType } from '../../domain/vocabulary.ts';
import type { MarketplaceTask } from '../../ledger/marketplace-task.entity.ts';
import { FailureResponse } from './failure-response.ts';

/** One functional step of a job as the API returns it. */
export class TaskResponse {
  @ApiProperty({ type: Number, example: 901 })
  readonly id: number;
  @ApiProperty({ type: Number, example: 128 })
  readonly job_id: number;
  @ApiProperty({ type: Number, example: 4, description: 'order within the job, from 1' })
  readonly position: number;
  @ApiProperty({ enum: TASK_TYPES, example: 'direct_http' })
  readonly task_type: TaskType;
  @ApiProperty({ type: String, example: 'create_offer', description: 'stable name of the step' })
  readonly step: string;
  @ApiProperty({
    enum: TASK_STATUSES,
    example: 'success',
    description: '`unknown`: it may have taken effect and is looked up before it is repeated',
  })
  readonly status: TaskStatus;
  @ApiProperty({ type: String, example: 'Create the offer' })
  readonly description: string;
  @ApiProperty({ enum: EFFECT_CLASSES, example: 'once', description: 'what repeating it would do' })
  readonly effect: EffectClass;
  @ApiProperty({ type: Number, example: 1, description: 'executions begun' })
  readonly attempt: number;
  @ApiProperty({ type: Number, example: 0, description: 'how often an unknown outcome of it was recorded' })
  readonly unknown_outcomes: number;
  @ApiProperty({ type: Object, example: {}, description: 'what the step was given; secrets are removed' })
  readonly payload: unknown;
  @ApiProperty({
    type: Object,
    nullable: true,
    example: { offer_id: '5550010' },
    description: 'secrets are removed',
  })
  readonly result: unknown;
  @ApiProperty({ type: FailureResponse, nullable: true })
  readonly error: FailureResponse | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly started_at: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly completed_at: Date | null;

  /** @param task a task's row */
  constructor(task: MarketplaceTask) {
    this.id = task.id;
    this.job_id = task.jobId;
    this.position = task.position;
    this.task_type = task.taskType;
    this.step = task.step;
    this.status = task.status;
    this.description = task.description;
    this.effect = task.effect;
    this.attempt = task.attempt;
    this.unknown_outcomes = task.unknownOutcomes;
    this.payload = redactSecrets(task.payload);
    this.result = redactSecrets(task.result ?? null);
    this.error = task.error === null || task.error === undefined ? null : new FailureResponse(task.error);
    this.started_at = task.startedAt ?? null;
    this.completed_at = task.completedAt ?? null;
  }
}
