import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../common/http/api-problem.decorator.ts';
import { IdPipe } from '../common/http/id.pipe.ts';
import { ApiPage } from '../common/pagination/api-page.decorator.ts';
import { Page } from '../common/pagination/page.ts';
import { TaskNotFoundError } from '../domain/errors.ts';
import { RequireScope } from '../tenancy/auth/route-access.decorators.ts';
import { TaskQuery } from './dto/task-query.ts';
import { TaskResponse } from './dto/task-response.ts';
import { MarketplaceTaskService } from './tasks.service.ts';

/** The functional steps of jobs. */
@ApiTags('tasks')
@RequireScope('tenant')
@Controller('api/marketplace/tasks')
export class TasksController {
  constructor(private readonly tasks: MarketplaceTaskService) {}

  /**
   * Lists the steps of a job.
   * @param query the job and the page
   * @returns one page
   */
  @Get()
  @ApiOperation({
    summary: 'List the tasks of a job',
    description: 'In the order in which they are executed.',
  })
  @ApiPage(TaskResponse)
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  @ApiProblem(404, 'job.not_found', 'There is no job 7.')
  async list(@Query() query: TaskQuery): Promise<Page<TaskResponse>> {
    const page = await this.tasks.list(query);
    return new Page(
      page.data.map((task) => new TaskResponse(task)),
      page.next_cursor,
    );
  }

  /**
   * Shows one step with what it was given and what it returned.
   * @param id the task's id
   * @returns the task
   */
  @Get(':id')
  @ApiOperation({ summary: 'Show a task', description: 'Payload and result are shown without secrets.' })
  @ApiOkResponse({ type: TaskResponse })
  @ApiProblem(404, 'task.not_found', 'There is no task 7.')
  async get(@Param('id', new IdPipe(TaskNotFoundError)) id: number): Promise<TaskResponse> {
    return new TaskResponse(await this.tasks.get(id));
  }
}
