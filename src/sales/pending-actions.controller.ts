import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../common/http/api-problem.decorator.ts';
import { IdPipe } from '../common/http/id.pipe.ts';
import { ApiPage } from '../common/pagination/api-page.decorator.ts';
import { Page } from '../common/pagination/page.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { CurrentPrincipal, CurrentTenant } from '../tenancy/auth/current.decorators.ts';
import type { Principal } from '../tenancy/auth/principal.ts';
import { RequireScope } from '../tenancy/auth/route-access.decorators.ts';
import { Decisions } from './decisions/decisions.ts';
import {
  ConfirmDto,
  DecisionResponse,
  PendingActionQuery,
  PendingActionResponse,
} from './dto/pending-action.dto.ts';
import { PendingActionNotFoundError, PendingActionsService } from './pending-actions.service.ts';

const ID = new IdPipe(PendingActionNotFoundError);
const NOT_FOUND = ApiProblem(404, 'pending_action.not_found', 'There is no pending action 7.');
const DECIDED = ApiProblem(409, 'pending_action.decided', 'This has been decided: it is dismissed.');

/** What was inferred, and a person decides. */
@ApiTags('pending-actions')
@RequireScope('tenant')
@Controller('api/pending-actions')
export class PendingActionsController {
  constructor(
    private readonly actions: PendingActionsService,
    private readonly decisions: Decisions,
  ) {}

  /**
   * Lists pending actions.
   * @param query filters and page
   * @returns one page
   */
  @Get()
  @ApiOperation({ summary: 'List pending actions', description: 'Newest first. Filters add up.' })
  @ApiPage(PendingActionResponse)
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  async list(@Query() query: PendingActionQuery): Promise<Page<PendingActionResponse>> {
    const page = await this.actions.list(query);
    return new Page(
      page.data.map((action) => new PendingActionResponse(action)),
      page.next_cursor,
    );
  }

  /**
   * Shows one pending action.
   * @param id its id
   * @returns the pending action
   */
  @Get(':id')
  @ApiOperation({
    summary: 'Show a pending action',
    description: 'Decided ones too, with who chose what and when.',
  })
  @ApiOkResponse({ type: PendingActionResponse })
  @NOT_FOUND
  async get(@Param('id', ID) id: number): Promise<PendingActionResponse> {
    return new PendingActionResponse(await this.actions.get(id));
  }

  /**
   * Confirms a pending action.
   * @param tenant whose request it is
   * @param principal who makes it
   * @param id its id
   * @param body what was chosen
   * @returns the pending action, and the job that carries it out
   */
  @Post(':id/confirm')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Confirm a pending action',
    description: 'With one of its `choices`. The decision and what follows from it are stored together.',
  })
  @ApiOkResponse({ type: DecisionResponse })
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  @NOT_FOUND
  @DECIDED
  @ApiProblem(
    409,
    'job.unresolved_before',
    'Nobody knows yet whether job 9 took effect. Retry that one first.',
  )
  @ApiProblem(409, 'job.already_active', 'Job 9 does the same as job 7 and is waiting already.')
  @ApiProblem(409, 'listing.already_open', 'Product 42 has a listing on this account already.')
  async confirm(
    @CurrentTenant() tenant: TenantRef,
    @CurrentPrincipal() principal: Principal,
    @Param('id', ID) id: number,
    @Body() { choice, product_id: productId }: ConfirmDto,
  ): Promise<DecisionResponse> {
    const jobId = await this.decisions.confirm(
      tenant,
      id,
      { ...(choice !== undefined && { choice }), ...(productId !== undefined && { productId }) },
      principal.subject,
    );
    return { pending_action: new PendingActionResponse(await this.actions.get(id)), job_id: jobId };
  }

  /**
   * Dismisses a pending action.
   * @param tenant whose request it is
   * @param principal who makes it
   * @param id its id
   * @returns the pending action
   */
  @Post(':id/dismiss')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Dismiss a pending action',
    description: 'What was inferred is wrong, or does not matter. The same finding is not asked about again.',
  })
  @ApiOkResponse({ type: PendingActionResponse })
  @NOT_FOUND
  @DECIDED
  async dismiss(
    @CurrentTenant() tenant: TenantRef,
    @CurrentPrincipal() principal: Principal,
    @Param('id', ID) id: number,
  ): Promise<PendingActionResponse> {
    await this.decisions.dismiss(tenant, id, principal.subject);
    return new PendingActionResponse(await this.actions.get(id));
  }
}
