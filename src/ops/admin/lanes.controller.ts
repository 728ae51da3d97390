import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../../common/http/api-problem.decorator.ts';
import { ApiPage } from '../../common/pagination/api-page.decorator.ts';
import { decodeCursor } from '../../common/pagination/cursor.ts';
import { Page } from '../../common/pagination/page.ts';
import { LaneList } from '../../queue/lane-list.ts';
import { RequireScope } from '../../tenancy/auth/route-access.decorators.ts';
import { LaneQuery, LaneResponse } from './dto/lane.dto.ts';

/** The queues of all accounts of all tenants, for operators. */
@ApiTags('admin')
@RequireScope('admin')
@Controller('api/admin/lanes')
export class LanesController {
  constructor(private readonly lanes: LaneList) {}

  /**
   * Lists lanes.
   * @param query filters and page
   * @returns one page
   */
  @Get()
  @ApiOperation({
    summary: 'List lanes',
    description: 'By tenant and account, of all tenants. Why a lane stands still: `holds`, `blocked_until`.',
  })
  @ApiPage(LaneResponse)
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  async list(@Query() query: LaneQuery): Promise<Page<LaneResponse>> {
    const [tenantId, accountId] = decodeCursor(query.cursor, ['integer', 'integer']) ?? [];
    const after = tenantId === undefined || accountId === undefined ? undefined : { tenantId, accountId };
    const filter = {
      tenantId: query.tenant_id,
      accountId: query.account_id,
      marketplace: query.marketplace,
      hold: query.hold,
    };
    return Page.of(
      await this.lanes.read(filter, after, query.limit + 1),
      query.limit,
      (lane) => [lane.tenantId, lane.accountId],
      (lane) => new LaneResponse(lane),
    );
  }
}
