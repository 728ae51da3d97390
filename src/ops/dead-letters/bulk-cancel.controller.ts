import { Body, Controller, Headers, HttpCode, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ApiProblem } from '../../common/http/api-problem.decorator.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { idempotencyOf } from '../../intake/idempotency.ts';
import { CurrentPrincipal, CurrentTenant } from '../../tenancy/auth/current.decorators.ts';
import type { Principal } from '../../tenancy/auth/principal.ts';
import { RequireScope } from '../../tenancy/auth/route-access.decorators.ts';
import { DeadLetters } from './dead-letters.service.ts';
import { BulkCancelDto } from './dto/bulk-requests.ts';
import { BulkCancelResponse } from './dto/dead-letter-responses.ts';
import { JobSelections } from './job-selections.ts';

/** Cancelling many jobs at once, whatever request made them. */
@ApiTags('jobs')
@RequireScope('tenant')
@Controller('api/marketplace/jobs')
export class BulkCancelController {
  constructor(
    private readonly letters: DeadLetters,
    private readonly selections: JobSelections,
  ) {}

  /**
   * Cancels jobs.
   * @param tenant whose request it is
   * @param principal who makes it
   * @param body which, and whether only to count them
   * @param key recognises the request when it is sent again
   * @param response gets the header `Idempotency-Replayed`
   * @returns what became of them
   */
  @Post('cancel')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Cancel many jobs',
    description:
      'Every job that fits and has not ended: waiting ones at once, running ones before their next task. The error ' +
      'conditions are about what went wrong with a job that waits to be tried again. Jobs made after the request ' +
      'began are not meant. The work is done in commits of 1,000 jobs.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Send the same key again to get the same answer (`Idempotency-Replayed: true`).',
  })
  @ApiOkResponse({ type: BulkCancelResponse })
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  @ApiProblem(409, 'idempotency.key_reused', 'This Idempotency-Key was used for another request.')
  async cancel(
    @CurrentTenant() tenant: TenantRef,
    @CurrentPrincipal() principal: Principal,
    @Body() body: BulkCancelDto,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BulkCancelResponse> {
    const selection = this.selections.ofCancel(body);
    const idempotency = idempotencyOf(key, body);
    if (body.dry_run === true) {
      const { total } = await this.letters.counts(tenant, selection);
      return new BulkCancelResponse({ matched: total, done: 0, asked: 0 }, true);
    }
    const { progress, replayed } = await this.letters.steer(
      tenant,
      'cancel',
      selection,
      principal.subject,
      idempotency,
    );
    if (replayed) response.setHeader('Idempotency-Replayed', 'true');
    return new BulkCancelResponse(progress, false);
  }
}
