import { ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { ERROR_CODE, IsCatalogueName, IsMoment, MayBeAbsent } from '../../../common/http/fields.ts';
import { ANY_MARKETPLACE } from '../../../common/http/marketplace-examples.ts';
import { ERROR_CLASSES } from '../../../domain/error-entry.ts';
import type { ErrorClass } from '../../../domain/error-entry.ts';

/** Statuses of jobs that can still be cancelled. */
export const OPEN_STATUSES = ['pending', 'paused', 'processing'] as const;

/** Which jobs are to be steered, and whether only to count them. */
export class BulkSelectionDto {
  @ApiPropertyOptional({ type: String, example: ANY_MARKETPLACE })
  @MayBeAbsent()
  @IsCatalogueName()
  readonly marketplace?: string;

  @ApiPropertyOptional({ type: String, example: 'publish' })
  @MayBeAbsent()
  @IsCatalogueName()
  readonly action_code?: string;

  @ApiPropertyOptional({ type: Number, minimum: 1, example: 7, description: 'on one account' })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly account_id?: number;

  @ApiPropertyOptional({ type: Number, minimum: 1, example: 7, description: 'of one product' })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly product_id?: number;

  @ApiPropertyOptional({ type: Number, minimum: 1, example: 7, description: 'of one batch' })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly batch_id?: number;

  @ApiPropertyOptional({ type: [String], example: ['step.timeout'] })
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @Matches(ERROR_CODE, { each: true })
  readonly error_codes?: readonly string[];

  @ApiPropertyOptional({ enum: ERROR_CLASSES, example: 'retry' })
  @MayBeAbsent()
  @IsIn(ERROR_CLASSES)
  readonly error_class?: ErrorClass;

  @ApiPropertyOptional({
    type: Boolean,
    example: false,
    description: 'must be true where no other condition is given',
  })
  @MayBeAbsent()
  @IsBoolean()
  readonly all?: boolean;

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'only tells how many there are' })
  @MayBeAbsent()
  @IsBoolean()
  readonly dry_run?: boolean;
}

/** Body of `POST /api/dead-letters/redrive`. */
export class RedriveDto extends BulkSelectionDto {
  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'ended at this time or later' })
  @MayBeAbsent()
  @IsMoment()
  readonly ended_from?: Date;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'ended before this time' })
  @MayBeAbsent()
  @IsMoment()
  readonly ended_to?: Date;
}

/** Body of `POST /api/marketplace/jobs/cancel`. */
export class BulkCancelDto extends BulkSelectionDto {
  @ApiPropertyOptional({ enum: OPEN_STATUSES, isArray: true, description: 'all three where absent' })
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @IsIn(OPEN_STATUSES, { each: true })
  readonly status?: readonly (typeof OPEN_STATUSES)[number][];

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'made at this time or later' })
  @MayBeAbsent()
  @IsMoment()
  readonly created_from?: Date;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'made before this time' })
  @MayBeAbsent()
  @IsMoment()
  readonly created_to?: Date;
}
