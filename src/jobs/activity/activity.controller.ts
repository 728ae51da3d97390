import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../../common/http/api-problem.decorator.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { CurrentTenant } from '../../tenancy/auth/current.decorators.ts';
import { RequireScope } from '../../tenancy/auth/route-access.decorators.ts';
import { ActivityQuery, ActivityResponse, windowOf } from './activity.dto.ts';
import { RecentEndings } from './recent-endings.ts';

/** What a seller's jobs came to lately. */
@ApiTags('jobs')
@RequireScope('tenant')
@Controller('api/marketplace/activity')
export class ActivityController {
  constructor(private readonly endings: RecentEndings) {}

  /**
   * Shows what ended lately.
   * @param tenant whose request it is
   * @param query how far back
   * @returns counts by marketplace and interval, and failures by error
   */
  @Get()
  @ApiOperation({
    summary: 'Show what ended lately',
    description:
      'How many jobs ended on each marketplace, minute by minute or in at most 60 longer intervals, how long they had ' +
      'waited, and what failed most. Looks at the newest 50,000 jobs of the time at most. Jobs of which nobody knows ' +
      'whether they took effect are not counted.',
  })
  @ApiOkResponse({ type: ActivityResponse })
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  async show(@CurrentTenant() tenant: TenantRef, @Query() query: ActivityQuery): Promise<ActivityResponse> {
    const window = windowOf(query);
    const [counts, failures] = await Promise.all([
      this.endings.counts(tenant, window),
      this.endings.failures(tenant, window.minutes),
    ]);
    return new ActivityResponse(window, counts, failures);
  }
}
