import { ApiProperty } from '@nestjs/swagger';
import { IsQueryId } from '../../common/http/fields.ts';
import { PageQuery } from '../../common/pagination/page-query.ts';

/** Query of `GET /api/marketplace/tasks`. */
export class TaskQuery extends PageQuery {
  @ApiProperty({ type: Number, minimum: 1, example: 128, description: 'the job whose steps are listed' })
  @IsQueryId()
  readonly job_id!: number;
}
