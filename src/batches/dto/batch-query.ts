import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../../common/pagination/page-query.ts';
import { BATCH_STATUSES } from '../../domain/vocabulary.ts';
import type { BatchStatus } from '../../domain/vocabulary.ts';

/** Query of `GET /api/batch-jobs`. */
export class BatchQuery extends PageQuery {
  @ApiPropertyOptional({ enum: BATCH_STATUSES })
  @IsOptional()
  @IsIn(BATCH_STATUSES)
  readonly status?: BatchStatus;

  @ApiPropertyOptional({ type: String, example: 'publish' })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  readonly action_code?: string;
}
