import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { HandlerRegistry } from '../../handlers/registry/handler-registry.ts';
import { QueueOverview } from '../../queue/queue-overview.ts';
import { RequireScope } from '../../tenancy/auth/route-access.decorators.ts';
import {
  BlockedScopeResponse,
  InstanceResponse,
  MarketplaceSwitchResponse,
  QueueResponse,
} from './dto/queue.dto.ts';

/** The whole queue, for operators. */
@ApiTags('admin')
@RequireScope('admin')
@Controller('api/admin/queue')
export class QueueController {
  constructor(
    private readonly overview: QueueOverview,
    private readonly registry: HandlerRegistry,
  ) {}

  /**
   * Shows the queue.
   * @returns what is in it, who works on it, and what is closed
   */
  @Get()
  @ApiOperation({
    summary: 'Show the queue',
    description:
      'Jobs by marketplace and state, the age of the oldest that might run, the instances with their leases, and ' +
      'what is paused or closed. It reads every pointer: look, do not poll by the second.',
  })
  @ApiOkResponse({ type: QueueResponse })
  async show(): Promise<QueueResponse> {
    const counts = await this.overview.counts();
    return {
      total: counts.reduce((sum, { jobs }) => sum + jobs, 0),
      counts,
      oldest_waiting_seconds: await this.overview.oldestWaitingSeconds(),
      instances: (await this.overview.instances()).map((row) => new InstanceResponse(row)),
      marketplaces: (await this.overview.switches()).map((row) => new MarketplaceSwitchResponse(row)),
      titles: Object.fromEntries(
        this.registry.marketplaces().map((name) => [name, this.registry.adapter(name).title]),
      ),
      blocked_scopes: (await this.overview.blockedScopes()).map((row) => new BlockedScopeResponse(row)),
    };
  }
}
