import { ApiPropertyOptional, IntersectionType, PickType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsOptional, Matches } from 'class-validator';
import { ERROR_CODE, IsMoment } from '../../../common/http/fields.ts';
import { PageQuery } from '../../../common/pagination/page-query.ts';
import { JobFilter } from '../../../jobs/dto/job-query.ts';
import { ERROR_CLASSES } from '../../../domain/error-entry.ts';
import type { ErrorClass } from '../../../domain/error-entry.ts';

const toList = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value;

/** Which dead letters; conditions add up. */
export class DeadLetterFilter extends PickType(JobFilter, [
  'marketplace',
  'action_code',
  'account_id',
  'product_id',
  'batch_id',
]) {
  @ApiPropertyOptional({
    type: String,
    example: 'step.timeout',
    description: 'one code, or several with commas',
  })
  @IsOptional()
  @Transform(toList)
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @Matches(ERROR_CODE, { each: true })
  readonly error_code?: readonly string[];

  @ApiPropertyOptional({
    enum: ERROR_CLASSES,
    example: 'retry',
    description:
      'errors of this class, as `docs/errors.md` has them; together with `error_code` both must fit',
  })
  @IsOptional()
  @IsIn(ERROR_CLASSES)
  readonly error_class?: ErrorClass;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'ended at this time or later' })
  @IsOptional()
  @IsMoment()
  readonly ended_from?: Date;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'ended before this time' })
  @IsOptional()
  @IsMoment()
  readonly ended_to?: Date;
}

/** Query of `GET /api/dead-letters`. */
export class DeadLetterQuery extends IntersectionType(PageQuery, DeadLetterFilter) {}

/** Query of `GET /api/admin/dead-letters`: a page is so many tenants. */
export class AdminDeadLetterQuery extends IntersectionType(
  PageQuery,
  PickType(DeadLetterFilter, ['marketplace', 'error_code']),
) {}
