import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsCatalogueName, IsQueryId, MayBeAbsent } from '../../common/http/fields.ts';
import { PageQuery } from '../../common/pagination/page-query.ts';
import { PENDING_ACTION_STATUSES } from '../pending-action.entity.ts';
import type { PendingAction, PendingActionStatus } from '../pending-action.entity.ts';

/** Query of `GET /api/pending-actions`. */
export class PendingActionQuery extends PageQuery {
  @ApiPropertyOptional({ enum: PENDING_ACTION_STATUSES, description: 'in one status' })
  @IsOptional()
  @IsIn(PENDING_ACTION_STATUSES)
  readonly status?: PendingActionStatus;

  @ApiPropertyOptional({ type: Number, minimum: 1, example: 7, description: 'of one product' })
  @IsOptional()
  @IsQueryId()
  readonly product_id?: number;

  @ApiPropertyOptional({ type: Number, minimum: 1, example: 7, description: 'on one account' })
  @IsOptional()
  @IsQueryId()
  readonly account_id?: number;
}

/** Body of `POST /api/pending-actions/{id}/confirm`. */
export class ConfirmDto {
  @ApiPropertyOptional({
    type: String,
    example: 'keep_ours',
    description: 'one of `choices`; may be left out where there is only one',
  })
  @MayBeAbsent()
  @IsCatalogueName()
  readonly choice?: string;

  @ApiPropertyOptional({ type: Number, minimum: 1, example: 7, description: 'for `link`: the product it is' })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly product_id?: number;
}

/** Something a person is to decide, as the API returns it. */
export class PendingActionResponse {
  @ApiProperty({ type: Number, example: 5 })
  readonly id: number;
  @ApiProperty({ type: String, example: 'listing.changed' })
  readonly code: string;
  @ApiProperty({
    type: String,
    example: 'price of COAT-0042 changed on the marketplace. Keep what stands there?',
  })
  readonly message: string;
  @ApiProperty({ enum: PENDING_ACTION_STATUSES, example: 'open' })
  readonly status: PendingActionStatus;
  @ApiProperty({ type: [String], example: ['keep_theirs', 'keep_ours'] })
  readonly choices: readonly string[];
  @ApiProperty({ type: String, nullable: true, example: null, description: 'what was chosen' })
  readonly choice: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    example: { fields: { price: { ours: '45.00', theirs: '39.00' } } },
  })
  readonly details: Readonly<Record<string, unknown>>;
  @ApiProperty({ type: Number, nullable: true, example: 42 })
  readonly product_id: number | null;
  @ApiProperty({ type: Number, nullable: true, example: 3 })
  readonly account_id: number | null;
  @ApiProperty({ type: Number, nullable: true, example: 77 })
  readonly listing_id: number | null;
  @ApiProperty({ type: Number, nullable: true, example: 9, description: 'the job that found it' })
  readonly job_id: number | null;
  @ApiProperty({ type: String, nullable: true, example: null })
  readonly decided_by: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly decided_at: Date | null;
  @ApiProperty({ type: String, format: 'date-time' })
  readonly created_at: Date;

  /** @param action the pending action */
  constructor(action: PendingAction) {
    this.id = action.id;
    this.code = action.code;
    this.message = action.message;
    this.status = action.status;
    this.choices = action.choices;
    this.choice = action.choice ?? null;
    this.details = action.details;
    this.product_id = action.productId ?? null;
    this.account_id = action.accountId ?? null;
    this.listing_id = action.listingId ?? null;
    this.job_id = action.jobId ?? null;
    this.decided_by = action.decidedBy ?? null;
    this.decided_at = action.decidedAt ?? null;
    this.created_at = action.createdAt;
  }
}

/** What a decision led to. */
export class DecisionResponse {
  @ApiProperty({ type: PendingActionResponse })
  readonly pending_action!: PendingActionResponse;
  @ApiProperty({ type: Number, nullable: true, example: 88, description: 'the job that carries it out' })
  readonly job_id!: number | null;
}
