import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { PendingCommands } from '../../plugin/commands/pending-commands.ts';
import { PluginCounters } from '../../plugin/commands/plugin-counters.ts';
import { LocalSessions } from '../../plugin/sessions/local-sessions.ts';
import { RequireScope } from '../../tenancy/auth/route-access.decorators.ts';
import { PluginOverviewResponse } from './dto/plugin.dto.ts';

/** The browsers of all tenants, for operators. */
@ApiTags('admin')
@RequireScope('admin')
@Controller('api/admin/plugin')
export class PluginOverviewController {
  constructor(
    private readonly sessions: LocalSessions,
    private readonly pending: PendingCommands,
    private readonly counters: PluginCounters,
  ) {}

  /**
   * Shows the browsers at this instance.
   * @returns how many there are, and what happened on their sockets
   */
  @Get()
  @ApiOperation({
    summary: 'Show the browsers at this instance',
    description:
      'Counts since the instance started. Results refused are worth a look: somebody may be forging.',
  })
  @ApiOkResponse({ type: PluginOverviewResponse })
  show(): PluginOverviewResponse {
    return new PluginOverviewResponse(this.sessions.size, this.pending.size, this.counters);
  }
}
