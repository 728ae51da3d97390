import { Body, Controller, Headers, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ApiProblem } from '../common/http/api-problem.decorator.ts';
import { ANY_MARKETPLACE } from '../common/http/marketplace-examples.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { JobResponse } from '../jobs/dto/job-response.ts';
import { MarketplaceJobService } from '../jobs/jobs.service.ts';
import { CurrentPrincipal, CurrentTenant } from '../tenancy/auth/current.decorators.ts';
import type { Principal } from '../tenancy/auth/principal.ts';
import { RequireScope } from '../tenancy/auth/route-access.decorators.ts';
import { CreateJobDto } from './dto/job-requests.ts';
import { idempotencyOf } from './idempotency.ts';
import { JobIntake } from './job-intake.ts';

/** Making single jobs. */
@ApiTags('jobs')
@RequireScope('tenant')
@Controller('api/marketplace/jobs')
export class JobIntakeController {
  constructor(
    private readonly intake: JobIntake,
    private readonly jobs: MarketplaceJobService,
  ) {}

  /**
   * Makes a job.
   * @param tenant whose request it is
   * @param principal who makes it
   * @param body what is asked for
   * @param key recognises the request when it is sent again
   * @param response gets the status and the headers `Deduplicated` and `Idempotency-Replayed`
   * @returns the job
   */
  @Post()
  @ApiOperation({
    summary: 'Make a job',
    description:
      'One action for one product on one account. A job that waits for the same thing is the answer (200) instead of a second one.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Send the same key again to get the same job (200, `Idempotency-Replayed: true`).',
  })
  @ApiCreatedResponse({ type: JobResponse, description: 'A new job.' })
  @ApiOkResponse({
    type: JobResponse,
    description:
      'A job that is there already: one that waits for the same thing (`Deduplicated: true`), or the one that an ' +
      'earlier request with the same key led to (`Idempotency-Replayed: true`).',
  })
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  @ApiProblem(400, 'action.unknown_marketplace', 'There is no marketplace amazon here.')
  @ApiProblem(400, 'action.unknown', `${ANY_MARKETPLACE} has no action dance.`)
  @ApiProblem(403, 'auth.scope_missing', 'The token lacks the scope "tenant".')
  @ApiProblem(403, 'tenant.suspended', 'This tenant is suspended.')
  @ApiProblem(403, 'tenant.mismatch', "user_id must be the token's own tenant.")
  @ApiProblem(404, 'product.not_found', 'There is no product 7.')
  @ApiProblem(404, 'account.not_found', 'There is no marketplace account 7.')
  @ApiProblem(409, 'idempotency.key_reused', 'This Idempotency-Key was used for another request.')
  @ApiProblem(
    409,
    'job.unresolved_before',
    'Nobody knows yet whether job 7 took effect. Retry that one: it looks that up first.',
  )
  @ApiProblem(422, 'job.preflight_failed', 'At least one picture is needed.')
  @ApiProblem(
    429,
    'quota.active_jobs',
    'At most 100000 jobs may wait and run at once, and 1 more were asked for. Try again when some have ended.',
  )
  @ApiProblem(422, 'account.not_ready', 'Choose one of your shipping policies.')
  @ApiProblem(422, 'action.unsupported', `${ANY_MARKETPLACE} cannot pause.`)
  @ApiProblem(422, 'account.not_connected', `No ${ANY_MARKETPLACE} account is connected.`)
  @ApiProblem(422, 'account.ambiguous', `There are several ${ANY_MARKETPLACE} accounts; say which one.`)
  @ApiProblem(422, 'account.wrong_marketplace', `Account 3 is a ${ANY_MARKETPLACE} account.`)
  async create(
    @CurrentTenant() tenant: TenantRef,
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateJobDto,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<JobResponse> {
    const taken = await this.intake.take(tenant, body, principal.subject, idempotencyOf(key, body));
    response.status(taken.how === 'created' ? 201 : 200);
    if (taken.how === 'waiting') response.setHeader('Deduplicated', 'true');
    if (taken.how === 'replayed') response.setHeader('Idempotency-Replayed', 'true');
    return new JobResponse(await this.jobs.get(tenant, taken.jobId));
  }
}
