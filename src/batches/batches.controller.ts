import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../common/http/api-problem.decorator.ts';
import { IdPipe } from '../common/http/id.pipe.ts';
import { ApiPage } from '../common/pagination/api-page.decorator.ts';
import { Page } from '../common/pagination/page.ts';
import { BatchNotFoundError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { BatchJobsQuery } from '../jobs/dto/job-query.ts';
import { JobResponse } from '../jobs/dto/job-response.ts';
import { MarketplaceJobService } from '../jobs/jobs.service.ts';
import { CurrentPrincipal, CurrentTenant } from '../tenancy/auth/current.decorators.ts';
import type { Principal } from '../tenancy/auth/principal.ts';
import { RequireScope } from '../tenancy/auth/route-access.decorators.ts';
import { BatchSummaries } from './batch-summary.ts';
import { BatchJobService } from './batches.service.ts';
import { BatchDetailResponse, BatchRetryResponse } from './dto/batch-detail-response.ts';
import { BatchQuery } from './dto/batch-query.ts';
import { BatchResponse } from './dto/batch-response.ts';

const ID = new IdPipe(BatchNotFoundError);
const INVALID = ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.');
const NOT_FOUND = ApiProblem(404, 'batch.not_found', 'There is no batch 7.');

/** Requests over many products: looking at them and steering them. Making them is intake's. */
@ApiTags('batches')
@RequireScope('tenant')
@Controller('api/batch-jobs')
export class BatchesController {
  constructor(
    private readonly batches: BatchJobService,
    private readonly summaries: BatchSummaries,
    private readonly jobs: MarketplaceJobService,
  ) {}

  /**
   * Lists batches.
   * @param query filters and page
   * @returns one page
   */
  @Get()
  @ApiOperation({ summary: 'List batches', description: 'Newest first. Filters add up.' })
  @ApiPage(BatchResponse)
  @INVALID
  async list(@Query() query: BatchQuery): Promise<Page<BatchResponse>> {
    const page = await this.batches.list(query);
    return new Page(
      page.data.map((batch) => new BatchResponse(batch)),
      page.next_cursor,
    );
  }

  /**
   * Shows one batch.
   * @param tenant whose request it is
   * @param id the batch's id
   * @returns the batch
   */
  @Get(':id')
  @ApiOperation({
    summary: 'Show a batch',
    description: 'With its progress by status, and its failures grouped by cause.',
  })
  @ApiOkResponse({ type: BatchDetailResponse })
  @NOT_FOUND
  async get(@CurrentTenant() tenant: TenantRef, @Param('id', ID) id: number): Promise<BatchDetailResponse> {
    const batch = await this.batches.get(id);
    return new BatchDetailResponse(batch, await this.summaries.of(tenant, id));
  }

  /**
   * Lists the jobs of a batch.
   * @param tenant whose request it is
   * @param id the batch's id
   * @param query filter and page
   * @returns one page
   */
  @Get(':id/jobs')
  @ApiOperation({ summary: 'List the jobs of a batch', description: 'Newest first.' })
  @ApiPage(JobResponse)
  @INVALID
  @NOT_FOUND
  async listJobs(
    @CurrentTenant() tenant: TenantRef,
    @Param('id', ID) id: number,
    @Query() query: BatchJobsQuery,
  ): Promise<Page<JobResponse>> {
    await this.batches.get(id);
    const page = await this.jobs.list(tenant, { ...query, batch_id: id });
    return new Page(
      page.data.map((view) => new JobResponse(view)),
      page.next_cursor,
    );
  }

  /**
   * Cancels a batch.
   * @param tenant whose request it is
   * @param principal who makes it
   * @param id the batch's id
   * @returns the batch
   */
  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Cancel a batch',
    description:
      'Waiting jobs are cancelled at once, running ones before their next task. Ended ones stay as they are.',
  })
  @ApiOkResponse({ type: BatchResponse })
  @NOT_FOUND
  @ApiProblem(409, 'batch.illegal_transition', 'A batch that is completed cannot become cancelled.')
  async cancel(
    @CurrentTenant() tenant: TenantRef,
    @CurrentPrincipal() principal: Principal,
    @Param('id', ID) id: number,
  ): Promise<BatchResponse> {
    return new BatchResponse(await this.batches.cancel(tenant, id, principal.subject));
  }

  /**
   * Retries a batch.
   * @param tenant whose request it is
   * @param principal who makes it
   * @param id the batch's id
   * @returns what was reopened
   */
  @Post(':id/retry')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Retry what failed in a batch',
    description: 'Failed, cancelled and expired jobs are reopened; tasks that succeeded are not repeated.',
  })
  @ApiOkResponse({ type: BatchRetryResponse })
  @NOT_FOUND
  @ApiProblem(409, 'batch.nothing_to_retry', 'No job of batch 7 failed, was cancelled or expired.')
  async retry(
    @CurrentTenant() tenant: TenantRef,
    @CurrentPrincipal() principal: Principal,
    @Param('id', ID) id: number,
  ): Promise<BatchRetryResponse> {
    const { reopened, conflicts } = await this.batches.retry(tenant, id, principal.subject);
    return {
      reopened: reopened.length,
      conflicts: conflicts.map(({ jobId, activeJobId }) => ({ job_id: jobId, active_job_id: activeJobId })),
      batch: new BatchResponse(await this.batches.get(id)),
    };
  }

  /**
   * Pauses a batch.
   * @param tenant whose request it is
   * @param principal who makes it
   * @param id the batch's id
   * @returns the batch
   */
  @Post(':id/pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Pause a batch', description: 'Running jobs pause before their next task.' })
  @ApiOkResponse({ type: BatchResponse })
  @NOT_FOUND
  @ApiProblem(409, 'batch.illegal_transition', 'A batch that is completed cannot become paused.')
  async pause(
    @CurrentTenant() tenant: TenantRef,
    @CurrentPrincipal() principal: Principal,
    @Param('id', ID) id: number,
  ): Promise<BatchResponse> {
    return new BatchResponse(await this.batches.pause(tenant, id, principal.subject));
  }

  /**
   * Resumes a batch.
   * @param tenant whose request it is
   * @param principal who makes it
   * @param id the batch's id
   * @returns the batch
   */
  @Post(':id/resume')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Resume a batch',
    description:
      'Its paused jobs go on where they stood. Where it fails half-way it is asked again: it is refused only where neither the batch nor any of its jobs is paused.',
  })
  @ApiOkResponse({ type: BatchResponse })
  @NOT_FOUND
  @ApiProblem(409, 'batch.illegal_transition', 'A batch that is processing cannot become resumed.')
  async resume(
    @CurrentTenant() tenant: TenantRef,
    @CurrentPrincipal() principal: Principal,
    @Param('id', ID) id: number,
  ): Promise<BatchResponse> {
    return new BatchResponse(await this.batches.resume(tenant, id, principal.subject));
  }
}
