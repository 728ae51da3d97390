import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, Max, Min } from 'class-validator';
import { MayBeAbsent } from '../../common/http/fields.ts';

/** A hundred years: for ever, as far as anybody here is concerned. */
const LONGEST_DAYS = 36_500;

/** Body of `PUT /api/admin/tenants/{id}/retention`. */
export class RetentionDto {
  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: LONGEST_DAYS, example: 365 })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(LONGEST_DAYS)
  readonly keep_jobs_days?: number;

  @ApiPropertyOptional({ type: Number, minimum: 1, maximum: LONGEST_DAYS, example: 60 })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(LONGEST_DAYS)
  readonly keep_events_days?: number;
}
