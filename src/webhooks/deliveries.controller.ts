import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../common/http/api-problem.decorator.ts';
import { IdPipe } from '../common/http/id.pipe.ts';
import { ApiPage } from '../common/pagination/api-page.decorator.ts';
import { Page } from '../common/pagination/page.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { CurrentTenant } from '../tenancy/auth/current.decorators.ts';
import { RequireScope } from '../tenancy/auth/route-access.decorators.ts';
import { DeliveriesService } from './deliveries.service.ts';
import { DeliveryQuery } from './dto/webhook-requests.ts';
import { DeliveryResponse, DeliveryRetryResponse } from './dto/webhook-responses.ts';
import { WebhookNotFoundError } from './endpoints.service.ts';

const ID = new IdPipe(WebhookNotFoundError);
const NOT_FOUND = ApiProblem(404, 'webhook.not_found', 'There is no webhook 4.');

/** What was sent to an endpoint. */
@ApiTags('webhooks')
@RequireScope('tenant')
@Controller('api/webhooks/:id/deliveries')
export class DeliveriesController {
  constructor(private readonly deliveries: DeliveriesService) {}

  /**
   * Lists deliveries.
   * @param tenant whose request it is
   * @param id the endpoint
   * @param query filter and page
   * @returns one page
   */
  @Get()
  @ApiOperation({
    summary: 'List messages to a webhook',
    description: 'Newest first, with how far they have come.',
  })
  @ApiPage(DeliveryResponse)
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  @NOT_FOUND
  async list(
    @CurrentTenant() tenant: TenantRef,
    @Param('id', ID) id: number,
    @Query() query: DeliveryQuery,
  ): Promise<Page<DeliveryResponse>> {
    const page = await this.deliveries.list(tenant, id, query);
    return new Page(
      page.data.map((delivery) => new DeliveryResponse(tenant, delivery)),
      page.next_cursor,
    );
  }

  /**
   * Has messages sent again.
   * @param tenant whose request it is
   * @param id the endpoint
   * @returns how many
   */
  @Post('retry')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Send messages again',
    description: 'Those that were given up, and those that wait for their next attempt; under the same ids.',
  })
  @ApiOkResponse({ type: DeliveryRetryResponse })
  @NOT_FOUND
  async retry(
    @CurrentTenant() tenant: TenantRef,
    @Param('id', ID) id: number,
  ): Promise<DeliveryRetryResponse> {
    return { deliveries: await this.deliveries.retry(tenant, id) };
  }
}
