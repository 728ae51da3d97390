import { ApiProperty, OmitType } from '@nestjs/swagger';
import { BatchResponse } from '../../batches/dto/batch-response.ts';
import { AccountState } from './account-state.ts';
import { JobState } from './job-state.ts';

/** Why a stream cannot continue from where its reader was. */
export const RESET_REASONS = ['too_old', 'too_many', 'unknown_id'] as const;
/** One of {@link RESET_REASONS}. */
export type ResetReason = (typeof RESET_REASONS)[number];

/** Why a stream ends. */
export const END_REASONS = ['token_expired', 'suspended', 'shutdown'] as const;
/** One of {@link END_REASONS}. */
export type EndReason = (typeof END_REASONS)[number];

/** Data of the event `ready`. */
export class StreamReady {
  @ApiProperty({ type: Boolean, example: false, description: 'what changed since `Last-Event-ID` follows' })
  readonly resumed!: boolean;
}

/** A batch as events show it. */
export class BatchState extends OmitType(BatchResponse, ['skipped', 'options'] as const) {}

/** Data of the event `batch`. */
export class BatchChanged {
  @ApiProperty({ type: BatchState })
  readonly batch!: BatchState;
  @ApiProperty({ type: [JobState], description: 'jobs of it that changed' })
  readonly jobs!: readonly JobState[];
}

/** Data of the event `job`: one that belongs to no batch. */
export class JobChanged {
  @ApiProperty({ type: JobState })
  readonly job!: JobState;
}

/** Data of the event `accounts`. */
export class AccountsChanged {
  @ApiProperty({ type: [AccountState], description: 'all accounts' })
  readonly accounts!: readonly AccountState[];
}

/** Data of the event `reset`. */
export class StreamReset {
  @ApiProperty({ enum: RESET_REASONS, example: 'too_old' })
  readonly reason!: ResetReason;
}

/** Data of the event `end`. */
export class StreamEnd {
  @ApiProperty({ enum: END_REASONS, example: 'shutdown' })
  readonly reason!: EndReason;
  @ApiProperty({ type: Boolean, example: true, description: 'whether to come again' })
  readonly retry!: boolean;
}
