import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../../common/http/api-problem.decorator.ts';
import { ApiPage } from '../../common/pagination/api-page.decorator.ts';
import { decodeCursor } from '../../common/pagination/cursor.ts';
import { PageQuery } from '../../common/pagination/page-query.ts';
import { Page } from '../../common/pagination/page.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { CurrentTenant } from '../../tenancy/auth/current.decorators.ts';
import { RequireScope } from '../../tenancy/auth/route-access.decorators.ts';
import { LaneOverviewResponse } from './lane-overview-response.ts';
import { LaneOverview } from './lane-overview.ts';

/** The queues of a seller's accounts. An operator sees those of all tenants elsewhere. */
@ApiTags('jobs')
@RequireScope('tenant')
@Controller('api/marketplace/lanes')
export class TenantLanesController {
  constructor(private readonly lanes: LaneOverview) {}

  /**
   * Lists the tenant's lanes.
   * @param tenant whose request it is
   * @param query which page
   * @returns one page
   */
  @Get()
  @ApiOperation({
    summary: 'List lanes',
    description: 'The queue of each account: what runs, what waits, and what for. By account.',
  })
  @ApiPage(LaneOverviewResponse)
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  async list(
    @CurrentTenant() tenant: TenantRef,
    @Query() query: PageQuery,
  ): Promise<Page<LaneOverviewResponse>> {
    const [after] = decodeCursor(query.cursor, ['integer']) ?? [];
    return Page.of(
      await this.lanes.read(tenant, after, query.limit + 1),
      query.limit,
      ({ lane }) => [lane.accountId],
      (view) => new LaneOverviewResponse(view),
    );
  }
}
