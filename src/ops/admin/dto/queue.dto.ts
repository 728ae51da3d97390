import { ApiProperty } from '@nestjs/swagger';
import { ANY_MARKETPLACE } from '../../../common/http/marketplace-examples.ts';
import type { BlockedScope, InstanceRow, PointerCount, SwitchRow } from '../../../queue/queue-overview.ts';

/** Jobs of one marketplace in one state. */
export class PointerCountResponse implements PointerCount {
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  readonly marketplace!: string;
  @ApiProperty({ enum: ['scheduled', 'ready', 'leased', 'parked'], example: 'ready' })
  readonly state!: PointerCount['state'];
  @ApiProperty({ type: Number, example: 120 })
  readonly jobs!: number;
}

/** A program that runs jobs, or one that died and still holds some. */
export class InstanceResponse {
  @ApiProperty({ type: String, format: 'uuid', example: '4c2e0b5e-96a4-4e0c-9f57-3b8a3b1f2c11' })
  readonly id: string;
  @ApiProperty({ type: String, nullable: true, example: 'worker', description: 'null once it has left' })
  readonly role: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'app-1' })
  readonly host: string | null;
  @ApiProperty({ type: Number, nullable: true, example: 4711 })
  readonly pid: number | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly started_at: Date | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly lease_until: Date | null;
  @ApiProperty({ type: Boolean, example: true, description: 'whether its lease still holds' })
  readonly alive: boolean;
  @ApiProperty({ type: Number, example: 4, description: 'jobs it holds' })
  readonly leased: number;

  /** @param instance the row */
  constructor(instance: InstanceRow) {
    this.id = instance.id;
    this.role = instance.role;
    this.host = instance.host;
    this.pid = instance.pid;
    this.started_at = instance.startedAt;
    this.lease_until = instance.leaseUntil;
    this.alive = instance.alive;
    this.leased = instance.leased;
  }
}

/** Whether a marketplace stands still for everybody. */
export class MarketplaceSwitchResponse {
  @ApiProperty({ type: String, example: ANY_MARKETPLACE })
  readonly marketplace: string;
  @ApiProperty({ type: Boolean, example: false })
  readonly paused: boolean;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'why it is paused' })
  readonly reason: string | null;
  @ApiProperty({ type: String, nullable: true, example: null, description: 'who paused it' })
  readonly paused_by: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: null })
  readonly paused_since: Date | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: null,
    description: 'until when a rate limit of the whole application keeps it closed',
  })
  readonly blocked_until: Date | null;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly updated_at: Date;

  /** @param row the row */
  constructor(row: SwitchRow) {
    this.marketplace = row.marketplace;
    this.paused = row.paused;
    this.reason = row.reason;
    this.paused_by = row.pausedBy;
    this.paused_since = row.pausedSince;
    this.blocked_until = row.blockedUntil;
    this.updated_at = row.updatedAt;
  }
}

/** A budget of calls that is closed. */
export class BlockedScopeResponse {
  @ApiProperty({
    type: String,
    example: `${ANY_MARKETPLACE}/media/1/3`,
    description: 'marketplace, family, tenant, account',
  })
  readonly scope: string;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly blocked_until: Date;

  /** @param row the row */
  constructor(row: BlockedScope) {
    this.scope = row.scope;
    this.blocked_until = row.blockedUntil;
  }
}

/** The whole queue as an operator sees it. */
export class QueueResponse {
  @ApiProperty({ type: Number, example: 124, description: 'jobs in the queue, in whatever state' })
  readonly total!: number;
  @ApiProperty({ type: [PointerCountResponse] })
  readonly counts!: readonly PointerCountResponse[];
  @ApiProperty({
    type: Number,
    nullable: true,
    example: 1.8,
    description: 'for how long the oldest job that might run has been due; null when none waits',
  })
  readonly oldest_waiting_seconds!: number | null;
  @ApiProperty({ type: [InstanceResponse] })
  readonly instances!: readonly InstanceResponse[];
  @ApiProperty({ type: [MarketplaceSwitchResponse] })
  readonly marketplaces!: readonly MarketplaceSwitchResponse[];
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { [ANY_MARKETPLACE]: ANY_MARKETPLACE },
    description: 'how the marketplaces that this instance knows are written, by their names',
  })
  readonly titles!: Readonly<Record<string, string>>;
  @ApiProperty({ type: [BlockedScopeResponse] })
  readonly blocked_scopes!: readonly BlockedScopeResponse[];
}
