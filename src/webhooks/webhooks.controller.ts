import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ApiProblem } from '../common/http/api-problem.decorator.ts';
import { IdPipe } from '../common/http/id.pipe.ts';
import { ApiPage } from '../common/pagination/api-page.decorator.ts';
import { Page } from '../common/pagination/page.ts';
import { PageQuery } from '../common/pagination/page-query.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { CurrentTenant } from '../tenancy/auth/current.decorators.ts';
import { RequireScope } from '../tenancy/auth/route-access.decorators.ts';
import { ChangeWebhookDto, CreateWebhookDto, RotateSecretDto } from './dto/webhook-requests.ts';
import { WebhookResponse, WebhookSecretResponse } from './dto/webhook-responses.ts';
import { EndpointsService, WebhookNotFoundError } from './endpoints.service.ts';

const ID = new IdPipe(WebhookNotFoundError);
const INVALID = ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.');
const NOT_FOUND = ApiProblem(404, 'webhook.not_found', 'There is no webhook 4.');
const FORBIDDEN = ApiProblem(
  422,
  'webhook.forbidden_address',
  'Webhooks are not sent there: it is not https.',
);

/** Where a tenant wants to hear of ends. */
@ApiTags('webhooks')
@RequireScope('tenant')
@Controller('api/webhooks')
export class WebhooksController {
  constructor(private readonly endpoints: EndpointsService) {}

  /**
   * Makes an endpoint.
   * @param tenant whose request it is
   * @param body what is asked for
   * @returns the endpoint with its secret
   */
  @Post()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Add a webhook',
    description: 'Messages of what ends from now on are sent to the address. The secret is shown this once.',
  })
  @ApiCreatedResponse({ type: WebhookSecretResponse })
  @INVALID
  @FORBIDDEN
  @ApiProblem(409, 'webhook.too_many', 'A tenant may have 10 webhooks.')
  async create(
    @CurrentTenant() tenant: TenantRef,
    @Body() body: CreateWebhookDto,
  ): Promise<WebhookSecretResponse> {
    return new WebhookSecretResponse(await this.endpoints.create(tenant, body));
  }

  /**
   * Lists endpoints.
   * @param tenant whose request it is
   * @param query which page
   * @returns one page
   */
  @Get()
  @ApiOperation({ summary: 'List webhooks', description: 'Newest first.' })
  @ApiPage(WebhookResponse)
  @INVALID
  async list(@CurrentTenant() tenant: TenantRef, @Query() query: PageQuery): Promise<Page<WebhookResponse>> {
    const page = await this.endpoints.list(tenant, query);
    return new Page(
      page.data.map((endpoint) => new WebhookResponse(endpoint)),
      page.next_cursor,
    );
  }

  /**
   * Shows an endpoint.
   * @param tenant whose request it is
   * @param id which
   * @returns the endpoint
   */
  @Get(':id')
  @ApiOperation({ summary: 'Show a webhook', description: 'Without its secret, which is told once.' })
  @ApiOkResponse({ type: WebhookResponse })
  @NOT_FOUND
  async get(@CurrentTenant() tenant: TenantRef, @Param('id', ID) id: number): Promise<WebhookResponse> {
    return new WebhookResponse(await this.endpoints.get(tenant, id));
  }

  /**
   * Changes an endpoint.
   * @param tenant whose request it is
   * @param id which
   * @param body what changes
   * @returns the endpoint
   */
  @Patch(':id')
  @ApiOperation({
    summary: 'Change a webhook',
    description:
      'One that is disabled is made no messages; those that waited are sent when it is enabled again.',
  })
  @ApiOkResponse({ type: WebhookResponse })
  @INVALID
  @NOT_FOUND
  @FORBIDDEN
  @ApiProblem(409, 'webhook.no_secret', 'Webhook 4 needs a new secret first.')
  async change(
    @CurrentTenant() tenant: TenantRef,
    @Param('id', ID) id: number,
    @Body() body: ChangeWebhookDto,
  ): Promise<WebhookResponse> {
    return new WebhookResponse(await this.endpoints.change(tenant, id, body));
  }

  /**
   * Replaces the secret.
   * @param tenant whose request it is
   * @param id which
   * @param body how long the one of before is used as well
   * @returns the endpoint with its new secret
   */
  @Post(':id/rotate-secret')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: "Replace a webhook's secret",
    description:
      'Messages are signed with the new one at once, and with the one of before as well for a day, or as long as is asked for: each of the two signatures is enough. It is shown this once.',
  })
  @ApiBody({ type: RotateSecretDto, required: false })
  @INVALID
  @ApiOkResponse({ type: WebhookSecretResponse })
  @NOT_FOUND
  async rotate(
    @CurrentTenant() tenant: TenantRef,
    @Param('id', ID) id: number,
    @Body() body: RotateSecretDto,
  ): Promise<WebhookSecretResponse> {
    return new WebhookSecretResponse(await this.endpoints.rotateSecret(tenant, id, body.overlap_seconds));
  }

  /**
   * Removes an endpoint.
   * @param tenant whose request it is
   * @param id which
   */
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a webhook', description: 'What was not delivered is dropped.' })
  @ApiNoContentResponse({ description: 'It was removed.' })
  @NOT_FOUND
  async remove(@CurrentTenant() tenant: TenantRef, @Param('id', ID) id: number): Promise<void> {
    await this.endpoints.remove(tenant, id);
  }
}
