import { Body, Controller, Get, Headers, HttpCode, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ApiProblem } from '../../common/http/api-problem.decorator.ts';
import { ApiPage } from '../../common/pagination/api-page.decorator.ts';
import type { Page } from '../../common/pagination/page.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { idempotencyOf } from '../../intake/idempotency.ts';
import { CurrentPrincipal, CurrentTenant } from '../../tenancy/auth/current.decorators.ts';
import type { Principal } from '../../tenancy/auth/principal.ts';
import { RequireScope } from '../../tenancy/auth/route-access.decorators.ts';
import { DeadLetters } from './dead-letters.service.ts';
import { RedriveDto } from './dto/bulk-requests.ts';
import { DeadLetterFilter, DeadLetterQuery } from './dto/dead-letter-query.ts';
import {
  DeadLetterCountsResponse,
  DeadLetterResponse,
  RedriveResponse,
} from './dto/dead-letter-responses.ts';
import { JobSelections } from './job-selections.ts';

const INVALID = ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.');

/** Jobs that ended without having done what was asked for. */
@ApiTags('dead-letters')
@RequireScope('tenant')
@Controller('api/dead-letters')
export class DeadLettersController {
  constructor(
    private readonly letters: DeadLetters,
    private readonly selections: JobSelections,
  ) {}

  /**
   * Lists dead letters.
   * @param tenant whose request it is
   * @param query filters and page
   * @returns one page
   */
  @Get()
  @ApiOperation({
    summary: 'List dead letters',
    description: 'Jobs that failed or expired, newest first: they need a person, or a retry. Filters add up.',
  })
  @ApiPage(DeadLetterResponse)
  @INVALID
  async list(
    @CurrentTenant() tenant: TenantRef,
    @Query() query: DeadLetterQuery,
  ): Promise<Page<DeadLetterResponse>> {
    return this.letters.list(tenant, this.selections.ofQuery(query), query.cursor, query.limit);
  }

  /**
   * Counts dead letters by error.
   * @param tenant whose request it is
   * @param filter filters
   * @returns jobs by error code
   */
  @Get('counts')
  @ApiOperation({
    summary: 'Count dead letters by error',
    description: 'Takes the filters of the list. The most frequent error comes first.',
  })
  @ApiOkResponse({ type: DeadLetterCountsResponse })
  @INVALID
  async counts(
    @CurrentTenant() tenant: TenantRef,
    @Query() filter: DeadLetterFilter,
  ): Promise<DeadLetterCountsResponse> {
    return this.letters.counts(tenant, this.selections.ofQuery(filter));
  }

  /**
   * Redrives dead letters.
   * @param tenant whose request it is
   * @param principal who makes it
   * @param body which, and whether only to count them
   * @param key recognises the request when it is sent again
   * @param response gets the header `Idempotency-Replayed`
   * @returns what became of them
   */
  @Post('redrive')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Redrive dead letters',
    description:
      'Retries every job that fits, as a retry of each would: what succeeded stays, an unknown outcome is looked up ' +
      'first. Jobs with an unknown outcome come first, then the newest; a job that another waiting one makes ' +
      'superfluous is left out and listed. Jobs that end after the request began are not meant. The work is done in ' +
      'commits of 1,000 jobs: a request that broke off is finished by sending it again with the same key.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Send the same key again to get the same answer (`Idempotency-Replayed: true`).',
  })
  @ApiOkResponse({ type: RedriveResponse })
  @INVALID
  @ApiProblem(409, 'idempotency.key_reused', 'This Idempotency-Key was used for another request.')
  async redrive(
    @CurrentTenant() tenant: TenantRef,
    @CurrentPrincipal() principal: Principal,
    @Body() body: RedriveDto,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<RedriveResponse> {
    const selection = this.selections.ofRedrive(body);
    const idempotency = idempotencyOf(key, body);
    if (body.dry_run === true) {
      const { total } = await this.letters.counts(tenant, selection);
      return new RedriveResponse({ matched: total, done: 0, conflicts: [], conflictCount: 0 }, true);
    }
    const { progress, replayed } = await this.letters.steer(
      tenant,
      'redrive',
      selection,
      principal.subject,
      idempotency,
    );
    if (replayed) response.setHeader('Idempotency-Replayed', 'true');
    return new RedriveResponse(progress, false);
  }
}
