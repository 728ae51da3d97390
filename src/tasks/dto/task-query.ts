import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { PageQuery } from '../../common/pagination/page-query.ts';

/** Query of `GET /api/marketplace/tasks`. */
export class TaskQuery extends PageQuery {
  @ApiProperty({ type: Number, minimum: 1, example: 128, description: 'the job whose steps are listed' })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly job_id!: number;
}
