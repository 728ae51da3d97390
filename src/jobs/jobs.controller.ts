import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../common/http/api-problem.decorator.ts';
import { IdPipe } from '../common/http/id.pipe.ts';
import { ApiPage } from '../common/pagination/api-page.decorator.ts';
import { PageQuery } from '../common/pagination/page-query.ts';
import { Page } from '../common/pagination/page.ts';
import { JobNotFoundError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { CurrentPrincipal, CurrentTenant } from '../tenancy/auth/current.decorators.ts';
import type { Principal } from '../tenancy/auth/principal.ts';
import { RequireScope } from '../tenancy/auth/route-access.decorators.ts';
import { JobEventResponse } from './dto/job-event-response.ts';
import { JobFilter, JobQuery } from './dto/job-query.ts';
import { JobCountsResponse, JobResponse } from './dto/job-response.ts';
import { JobWishes } from './job-wishes.ts';
import { MarketplaceJobService } from './jobs.service.ts';

const ID = new IdPipe(JobNotFoundError);
const INVALID = ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.');
const NOT_FOUND = ApiProblem(404, 'job.not_found', 'There is no job 7.');

/** Operations on marketplaces: looking at them and steering them. Making them is intake's. */
@ApiTags('jobs')
@RequireScope('tenant')
@Controller('api/marketplace/jobs')
export class JobsController {
  constructor(
    private readonly jobs: MarketplaceJobService,
    private readonly wishes: JobWishes,
  ) {}

  /**
   * Lists jobs.
   * @param tenant whose request it is
   * @param filter filters and page
   * @returns one page
   */
  @Get()
  @ApiOperation({ summary: 'List jobs', description: 'Newest first. Filters add up.' })
  @ApiPage(JobResponse)
  @INVALID
  async list(@CurrentTenant() tenant: TenantRef, @Query() filter: JobQuery): Promise<Page<JobResponse>> {
    const page = await this.jobs.list(tenant, filter);
    return new Page(
      page.data.map((view) => new JobResponse(view)),
      page.next_cursor,
    );
  }

  /**
   * Counts jobs by status.
   * @param filter filters
   * @returns jobs by status
   */
  @Get('counts')
  @ApiOperation({
    summary: 'Count jobs by status',
    description: 'Takes the filters of the list, which add up.',
  })
  @ApiOkResponse({ type: JobCountsResponse })
  @INVALID
  async counts(@Query() filter: JobFilter): Promise<JobCountsResponse> {
    return this.jobs.counts(filter);
  }

  /**
   * Shows one job with its tasks.
   * @param tenant whose request it is
   * @param id the job's id
   * @returns the job
   */
  @Get(':id')
  @ApiOperation({
    summary: 'Show a job',
    description: 'With its tasks, how far it has come, what it waits for and why, and what went wrong.',
  })
  @ApiOkResponse({ type: JobResponse })
  @NOT_FOUND
  async get(@CurrentTenant() tenant: TenantRef, @Param('id', ID) id: number): Promise<JobResponse> {
    return new JobResponse(await this.jobs.get(tenant, id));
  }

  /**
   * Shows a job's history.
   * @param id the job's id
   * @param query which page
   * @returns one page, oldest first
   */
  @Get(':id/events')
  @ApiOperation({
    summary: "Show a job's history",
    description: 'Who did what to it, when and why; oldest first.',
  })
  @ApiPage(JobEventResponse)
  @NOT_FOUND
  async events(@Param('id', ID) id: number, @Query() query: PageQuery): Promise<Page<JobEventResponse>> {
    const page = await this.jobs.history(id, query);
    return new Page(
      page.data.map((event) => new JobEventResponse(event)),
      page.next_cursor,
    );
  }

  /**
   * Retries a job.
   * @param tenant whose request it is
   * @param principal who makes it
   * @param id the job's id
   * @returns the job
   */
  @Post(':id/retry')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Retry a job',
    description:
      'For failed, cancelled and expired jobs. Tasks that succeeded are not repeated; one whose outcome is unknown is looked up first. Where another job has listed the product since, the job begins anew.',
  })
  @ApiOkResponse({ type: JobResponse })
  @NOT_FOUND
  @ApiProblem(409, 'job.illegal_transition', 'A job that is completed cannot become pending.')
  @ApiProblem(409, 'job.already_active', 'Job 9 does the same as job 7 and is waiting already.')
  async retry(
    @CurrentTenant() tenant: TenantRef,
    @CurrentPrincipal() principal: Principal,
    @Param('id', ID) id: number,
  ): Promise<JobResponse> {
    return new JobResponse(await this.wishes.retry(tenant, id, principal.subject));
  }

  /**
   * Cancels a job.
   * @param tenant whose request it is
   * @param principal who makes it
   * @param id the job's id
   * @returns the job
   */
  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Cancel a job',
    description:
      'A waiting job is cancelled at once; a running one stops before its next task (`cancel_requested`).',
  })
  @ApiOkResponse({ type: JobResponse })
  @NOT_FOUND
  @ApiProblem(409, 'job.illegal_transition', 'A job that is completed cannot become cancelled.')
  async cancel(
    @CurrentTenant() tenant: TenantRef,
    @CurrentPrincipal() principal: Principal,
    @Param('id', ID) id: number,
  ): Promise<JobResponse> {
    return new JobResponse(await this.wishes.cancel(tenant, id, principal.subject));
  }

  /**
   * Pauses a job.
   * @param tenant whose request it is
   * @param principal who makes it
   * @param id the job's id
   * @returns the job
   */
  @Post(':id/pause')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Pause a job',
    description: 'A waiting job is paused at once; a running one before its next task (`pause_requested`).',
  })
  @ApiOkResponse({ type: JobResponse })
  @NOT_FOUND
  @ApiProblem(409, 'job.illegal_transition', 'A job that is completed cannot become paused.')
  async pause(
    @CurrentTenant() tenant: TenantRef,
    @CurrentPrincipal() principal: Principal,
    @Param('id', ID) id: number,
  ): Promise<JobResponse> {
    return new JobResponse(await this.wishes.pause(tenant, id, principal.subject));
  }

  /**
   * Resumes a paused job.
   * @param tenant whose request it is
   * @param principal who makes it
   * @param id the job's id
   * @returns the job
   */
  @Post(':id/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Resume a job', description: 'Goes on with the task at which it was paused.' })
  @ApiOkResponse({ type: JobResponse })
  @NOT_FOUND
  @ApiProblem(409, 'job.illegal_transition', 'A job that is completed cannot become pending.')
  async resume(
    @CurrentTenant() tenant: TenantRef,
    @CurrentPrincipal() principal: Principal,
    @Param('id', ID) id: number,
  ): Promise<JobResponse> {
    return new JobResponse(await this.wishes.resume(tenant, id, principal.subject));
  }
}
