import { Controller, Get, Headers, Res } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { Clock } from '../common/clock.ts';
import { ApiProblem } from '../common/http/api-problem.decorator.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { CurrentPrincipal, CurrentTenant } from '../tenancy/auth/current.decorators.ts';
import type { Principal } from '../tenancy/auth/principal.ts';
import { RequireScope } from '../tenancy/auth/route-access.decorators.ts';
import { EVENT_CLASSES } from './dto/event-classes.ts';
import { EventStream } from './event-stream.ts';
import { Feeds } from './feeds.ts';
import { EVENT_STREAM } from './sse.ts';

/** What happens, as a stream. */
@ApiTags('events')
@RequireScope('tenant')
@Controller('api/events')
export class EventsController {
  constructor(
    private readonly feeds: Feeds,
    private readonly clock: Clock,
  ) {}

  /**
   * Begins a stream.
   * @param tenant whose events
   * @param principal who reads, and until when that is allowed
   * @param lastEventId where a reader that comes back wants to continue
   * @param response the answer, which stays open
   */
  @Get()
  @ApiOperation({
    summary: 'Follow what changes',
    description:
      'Server-sent events; each carries the present state of what changed. Read it with `fetch`, since `EventSource` cannot send a bearer token.',
  })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: '`id` of the last event that was read' })
  @ApiExtraModels(...Object.values(EVENT_CLASSES))
  @ApiResponse({
    status: 200,
    description: 'events, until the reader leaves',
    content: {
      [EVENT_STREAM]: {
        schema: {
          description: `data of the events ${Object.keys(EVENT_CLASSES).join(', ')}, in this order`,
          oneOf: Object.values(EVENT_CLASSES).map((model) => ({ $ref: getSchemaPath(model) })),
        },
      },
    },
  })
  @ApiProblem(429, 'events.too_many_streams', 'Too many streams of this tenant are open.')
  @ApiProblem(503, 'events.stopping', 'This instance is about to end.')
  follow(
    @CurrentTenant() tenant: TenantRef,
    @CurrentPrincipal() { expiresAt }: Principal,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() response: Response,
  ): void {
    const stream = new EventStream(response, { expiresAt, lastEventId }, () => this.clock.monotonicMs());
    this.feeds.open(tenant, stream);
  }
}
