import { Body, Controller, Headers, Post, Res } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { BatchJobService } from '../batches/batches.service.ts';
import { BatchResponse } from '../batches/dto/batch-response.ts';
import { ApiProblem } from '../common/http/api-problem.decorator.ts';
import { ANY_MARKETPLACE } from '../common/http/marketplace-examples.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { CurrentPrincipal, CurrentTenant } from '../tenancy/auth/current.decorators.ts';
import type { Principal } from '../tenancy/auth/principal.ts';
import { RequireScope } from '../tenancy/auth/route-access.decorators.ts';
import { BatchIntake } from './batch-intake.ts';
import { BatchRequests } from './batch-requests.ts';
import { CreateBatchDto } from './dto/batch-requests.ts';
import { DryRunResponse } from './dto/preflight-response.ts';
import { idempotencyOf } from './idempotency.ts';

/** Making batches. */
@ApiTags('batches')
@ApiExtraModels(BatchResponse, DryRunResponse)
@RequireScope('tenant')
@Controller('api/batch-jobs')
export class BatchIntakeController {
  constructor(
    private readonly requests: BatchRequests,
    private readonly intake: BatchIntake,
    private readonly batches: BatchJobService,
  ) {}

  /**
   * Makes a batch, or tells what it would do.
   * @param tenant whose request it is
   * @param principal who makes it
   * @param body what is asked for
   * @param key recognises the request when it is sent again
   * @param response gets the status and the header `Idempotency-Replayed`
   * @returns the batch; with `dry_run` what it would do
   */
  @Post()
  @ApiOperation({
    summary: 'Make a batch',
    description:
      'One action for up to 10,000 products on one or several marketplaces. Products that do not fit, and all products of an account that lacks something, become failed jobs with the reasons; wishes that a waiting job answers already are listed in `skipped`. With `dry_run` nothing is stored.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Send the same key again to get the same batch (200, `Idempotency-Replayed: true`).',
  })
  @ApiCreatedResponse({ type: BatchResponse, description: 'A new batch.' })
  @ApiOkResponse({
    description: 'A dry run, or a batch that an earlier request with the same key made.',
    schema: { oneOf: [{ $ref: getSchemaPath(DryRunResponse) }, { $ref: getSchemaPath(BatchResponse) }] },
  })
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  @ApiProblem(400, 'action.unknown_marketplace', 'There is no marketplace amazon here.')
  @ApiProblem(400, 'action.unknown', `${ANY_MARKETPLACE} has no action dance.`)
  @ApiProblem(403, 'auth.scope_missing', 'The token lacks the scope "tenant".')
  @ApiProblem(403, 'tenant.suspended', 'This tenant is suspended.')
  @ApiProblem(403, 'tenant.mismatch', "user_id must be the token's own tenant.")
  @ApiProblem(404, 'product.not_found', 'There are no products 7, 8.')
  @ApiProblem(404, 'account.not_found', 'There is no marketplace account 7.')
  @ApiProblem(409, 'idempotency.key_reused', 'This Idempotency-Key was used for another request.')
  @ApiProblem(422, 'batch.too_large', 'A batch has at most 10000 products.')
  @ApiProblem(
    429,
    'quota.active_jobs',
    'At most 100000 jobs may wait and run at once, and 50 more were asked for. Try again when some have ended.',
  )
  @ApiProblem(422, 'action.unsupported', `${ANY_MARKETPLACE} cannot pause.`)
  @ApiProblem(422, 'account.not_connected', `No ${ANY_MARKETPLACE} account is connected.`)
  @ApiProblem(422, 'account.ambiguous', `There are several ${ANY_MARKETPLACE} accounts; say which one.`)
  @ApiProblem(422, 'account.wrong_marketplace', `Account 3 is a ${ANY_MARKETPLACE} account.`)
  async create(
    @CurrentTenant() tenant: TenantRef,
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateBatchDto,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BatchResponse | DryRunResponse> {
    if (body.dry_run === true) {
      response.status(200);
      return new DryRunResponse(await this.requests.examine(tenant, body));
    }
    const origin = { requestedBy: principal.subject, idempotency: idempotencyOf(key, body) };
    const examine = () => this.requests.examine(tenant, body);
    const { id, replayed } = await this.intake.take(tenant, body, examine, origin);
    response.status(replayed ? 200 : 201);
    if (replayed) response.setHeader('Idempotency-Replayed', 'true');
    return new BatchResponse(await this.batches.get(id));
  }
}
