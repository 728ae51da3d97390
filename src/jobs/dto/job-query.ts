import { ApiPropertyOptional, IntersectionType, PickType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMinSize, IsIn, IsOptional, Matches } from 'class-validator';
import { ERROR_CODE, IsCatalogueName, IsMoment, IsQueryId } from '../../common/http/fields.ts';
import { ANY_MARKETPLACE } from '../../common/http/marketplace-examples.ts';
import { PageQuery } from '../../common/pagination/page-query.ts';
import { JOB_STATUSES } from '../../domain/vocabulary.ts';
import type { JobStatus } from '../../domain/vocabulary.ts';

const toList = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value;

/** Filters of jobs; they add up. */
export class JobFilter {
  @ApiPropertyOptional({
    type: String,
    example: ANY_MARKETPLACE,
    description: 'on all accounts of a marketplace',
  })
  @IsOptional()
  @IsCatalogueName()
  readonly marketplace?: string;

  @ApiPropertyOptional({
    type: String,
    example: 'failed,expired',
    description: 'one status, or several with commas',
  })
  @IsOptional()
  @Transform(toList)
  @ArrayMinSize(1)
  @IsIn(JOB_STATUSES, { each: true })
  readonly status?: readonly JobStatus[];

  @ApiPropertyOptional({ type: String, example: 'publish', description: 'of one action' })
  @IsOptional()
  @IsCatalogueName()
  readonly action_code?: string;

  @ApiPropertyOptional({ type: Number, minimum: 1, example: 7, description: 'of one product' })
  @IsOptional()
  @IsQueryId()
  readonly product_id?: number;

  @ApiPropertyOptional({ type: Number, minimum: 1, example: 7, description: 'on one account' })
  @IsOptional()
  @IsQueryId()
  readonly account_id?: number;

  @ApiPropertyOptional({ type: Number, minimum: 1, example: 7, description: 'of one batch' })
  @IsOptional()
  @IsQueryId()
  readonly batch_id?: number;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'created at this time or later' })
  @IsOptional()
  @IsMoment()
  readonly created_from?: Date;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'created before this time' })
  @IsOptional()
  @IsMoment()
  readonly created_to?: Date;
}

/** Query of `GET /api/marketplace/jobs`. */
export class JobQuery extends IntersectionType(PageQuery, JobFilter) {}

/** Query of the jobs of one batch. */
export class BatchJobsQuery extends IntersectionType(
  PageQuery,
  PickType(JobFilter, ['status', 'marketplace']),
) {
  @ApiPropertyOptional({
    type: String,
    example: 'preflight.refused',
    description: 'jobs with this error, as `summary.errors` of the batch names it',
  })
  @IsOptional()
  @Matches(ERROR_CODE)
  readonly error_code?: string;
}
