import { ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsOptional, Matches } from 'class-validator';
import { IsCatalogueName, IsMoment, IsQueryId } from '../../../common/http/fields.ts';
import { ANY_MARKETPLACE } from '../../../common/http/marketplace-examples.ts';
import { PageQuery } from '../../../common/pagination/page-query.ts';
import { ERROR_CLASSES } from '../../../domain/error-entry.ts';
import type { ErrorClass } from '../../../domain/error-entry.ts';

const toList = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value;

/** Codes as the catalogues spell them. */
export const ERROR_CODE = /^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$/;

/** Which dead letters; conditions add up. */
export class DeadLetterFilter {
  @ApiPropertyOptional({
    type: String,
    example: ANY_MARKETPLACE,
    description: 'on all accounts of a marketplace',
  })
  @IsOptional()
  @IsCatalogueName()
  readonly marketplace?: string;

  @ApiPropertyOptional({ type: String, example: 'publish', description: 'of one action' })
  @IsOptional()
  @IsCatalogueName()
  readonly action_code?: string;

  @ApiPropertyOptional({ type: Number, minimum: 1, example: 7, description: 'on one account' })
  @IsOptional()
  @IsQueryId()
  readonly account_id?: number;

  @ApiPropertyOptional({ type: Number, minimum: 1, example: 7, description: 'of one product' })
  @IsOptional()
  @IsQueryId()
  readonly product_id?: number;

  @ApiPropertyOptional({ type: Number, minimum: 1, example: 7, description: 'of one batch' })
  @IsOptional()
  @IsQueryId()
  readonly batch_id?: number;

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
export class AdminDeadLetterQuery extends PageQuery {
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
    example: 'step.timeout',
    description: 'one code, or several with commas',
  })
  @IsOptional()
  @Transform(toList)
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @Matches(ERROR_CODE, { each: true })
  readonly error_code?: readonly string[];
}
