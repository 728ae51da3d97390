import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { IsCatalogueName } from '../../common/http/fields.ts';
import { PageQuery } from '../../common/pagination/page-query.ts';
import { BATCH_STATUSES } from '../../domain/vocabulary.ts';
import type { BatchStatus } from '../../domain/vocabulary.ts';

/** Query of `GET /api/batch-jobs`. */
export class BatchQuery extends PageQuery {
  @ApiPropertyOptional({ enum: BATCH_STATUSES, description: 'in one status' })
  @IsOptional()
  @IsIn(BATCH_STATUSES)
  readonly status?: BatchStatus;

  @ApiPropertyOptional({ type: String, example: 'publish', description: 'of one action' })
  @IsOptional()
  @IsCatalogueName()
  readonly action_code?: string;
}
