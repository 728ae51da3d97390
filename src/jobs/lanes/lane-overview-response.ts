import { ApiProperty } from '@nestjs/swagger';
import { ANY_MARKETPLACE } from '../../common/http/marketplace-examples.ts';
import { WaitingResponse } from '../dto/job-response.ts';
import type { LaneView } from './lane-overview.ts';

/** Jobs of an account by what they do at this moment. */
export class LaneJobs {
  @ApiProperty({ type: Number, example: 4, description: 'run' })
  readonly running!: number;
  @ApiProperty({
    type: Number,
    example: 12,
    description: 'are due and wait for their turn, or for `waiting_for`',
  })
  readonly due!: number;
  @ApiProperty({ type: Number, example: 0, description: 'are planned for later, or tried again later' })
  readonly scheduled!: number;
  @ApiProperty({ type: Number, example: 0, description: 'are paused' })
  readonly paused!: number;
}

/** The queue of one account as its seller sees it. */
export class LaneOverviewResponse {
  @ApiProperty({ type: Number, example: 3 })
  readonly account_id: number;
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  readonly marketplace: string;
  @ApiProperty({ type: Number, example: 4, description: 'jobs that may run at once' })
  readonly max_running: number;
  @ApiProperty({ type: LaneJobs })
  readonly jobs: LaneJobs;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'since when the job that has been due longest might have begun; null when none is due',
  })
  readonly oldest_due_at: Date | null;
  @ApiProperty({
    type: WaitingResponse,
    nullable: true,
    description: 'what keeps all of them from running: a hold, a paused marketplace or a rate limit',
  })
  readonly waiting_for: WaitingResponse | null;

  /** @param view a lane with what it waits for */
  constructor({ lane, waiting }: LaneView) {
    this.account_id = lane.accountId;
    this.marketplace = lane.marketplace;
    this.max_running = lane.maxRunning;
    this.jobs = { running: lane.leased, due: lane.ready, scheduled: lane.scheduled, paused: lane.parked };
    this.oldest_due_at = lane.oldestDueAt;
    this.waiting_for = waiting;
  }
}
