import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsCatalogueName, IsQueryId } from '../../../common/http/fields.ts';
import { ANY_MARKETPLACE } from '../../../common/http/marketplace-examples.ts';
import { PageQuery } from '../../../common/pagination/page-query.ts';
import { HOLDS } from '../../../domain/vocabulary.ts';
import type { Hold } from '../../../domain/vocabulary.ts';
import type { LaneRow } from '../../../queue/lane-list.ts';

/** Query of `GET /api/admin/lanes`. */
export class LaneQuery extends PageQuery {
  @ApiPropertyOptional({ type: Number, minimum: 1, example: 1, description: 'of one tenant' })
  @IsOptional()
  @IsQueryId()
  readonly tenant_id?: number;

  @ApiPropertyOptional({
    type: Number,
    minimum: 1,
    example: 3,
    description: 'account ids repeat across tenants',
  })
  @IsOptional()
  @IsQueryId()
  readonly account_id?: number;

  @ApiPropertyOptional({ type: String, example: ANY_MARKETPLACE, description: 'of one marketplace' })
  @IsOptional()
  @IsCatalogueName()
  readonly marketplace?: string;

  @ApiPropertyOptional({ enum: HOLDS, description: 'lanes that are held for this reason' })
  @IsOptional()
  @IsIn(HOLDS)
  readonly hold?: Hold;
}

/** Jobs in a lane by the state of their pointers. */
export class LaneCounts {
  @ApiProperty({ type: Number, example: 0, description: 'their time has not come' })
  readonly scheduled!: number;
  @ApiProperty({ type: Number, example: 12, description: 'may run' })
  readonly ready!: number;
  @ApiProperty({ type: Number, example: 4, description: 'held by an instance' })
  readonly leased!: number;
  @ApiProperty({ type: Number, example: 0, description: 'paused' })
  readonly parked!: number;
}

/** The queue of one account as an operator sees it. */
export class LaneResponse {
  @ApiProperty({ type: Number, example: 1 })
  readonly tenant_id: number;
  @ApiProperty({ type: Number, example: 3 })
  readonly account_id: number;
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  readonly marketplace: string;
  @ApiProperty({ type: Number, example: 4, description: 'jobs under way' })
  readonly running: number;
  @ApiProperty({ type: Number, example: 4, description: 'jobs that may be under way at once' })
  readonly max_running: number;
  @ApiProperty({ type: Number, example: 1, description: 'share relative to other tenants' })
  readonly weight: number;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'from when on a job of it may begin; null while it is held, full or empty',
  })
  readonly ready_at: Date | null;
  @ApiProperty({ enum: HOLDS, isArray: true, example: ['plugin'] })
  readonly holds: readonly Hold[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  readonly blocked_until: Date | null;
  @ApiProperty({ type: Boolean, example: false, description: 'its whole marketplace stands still' })
  readonly marketplace_paused: boolean;
  @ApiProperty({ type: LaneCounts })
  readonly jobs: LaneCounts;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly updated_at: Date;

  /** @param lane a lane with what lies in it */
  constructor(lane: LaneRow) {
    this.tenant_id = lane.tenantId;
    this.account_id = lane.accountId;
    this.marketplace = lane.marketplace;
    this.running = lane.running;
    this.max_running = lane.maxRunning;
    this.weight = lane.weight;
    this.ready_at = lane.readyAt;
    this.holds = lane.holds;
    this.blocked_until = lane.blockedUntil;
    this.marketplace_paused = lane.marketplacePaused;
    this.jobs = { scheduled: lane.scheduled, ready: lane.ready, leased: lane.leased, parked: lane.parked };
    this.updated_at = lane.updatedAt;
  }
}
