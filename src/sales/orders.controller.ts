import { Body, Controller, Get, HttpStatus, Param, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { ApiProblem } from '../common/http/api-problem.decorator.ts';
import { IdPipe } from '../common/http/id.pipe.ts';
import { ApiPage } from '../common/pagination/api-page.decorator.ts';
import { Page } from '../common/pagination/page.ts';
import { ProductNotFoundError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { CurrentPrincipal, CurrentTenant } from '../tenancy/auth/current.decorators.ts';
import type { Principal } from '../tenancy/auth/principal.ts';
import { RequireScope } from '../tenancy/auth/route-access.decorators.ts';
import { OrderQuery, SoldDto } from './dto/order-requests.ts';
import { OrderResponse } from './dto/order-responses.ts';
import { OrderNotFoundError, OrdersService } from './orders.service.ts';
import { SoldProducts } from './sold-products.ts';

/** What was sold, and what follows from it. */
@ApiTags('orders')
@RequireScope('tenant')
@Controller('api')
export class OrdersController {
  constructor(
    private readonly orders: OrdersService,
    private readonly sold: SoldProducts,
  ) {}

  /**
   * Lists sales.
   * @param tenant whose request it is
   * @param query filters and page
   * @returns one page
   */
  @Get('orders')
  @ApiOperation({
    summary: 'List sales',
    description: 'Newest first. Filters add up. Nothing about buyers is kept.',
  })
  @ApiPage(OrderResponse)
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  list(@CurrentTenant() tenant: TenantRef, @Query() query: OrderQuery): Promise<Page<OrderResponse>> {
    return this.orders.list(tenant, query);
  }

  /**
   * Shows one sale.
   * @param tenant whose request it is
   * @param id the sale's id
   * @returns the sale
   */
  @Get('orders/:id')
  @ApiOperation({ summary: 'Show a sale', description: 'With how far the product was taken off elsewhere.' })
  @ApiOkResponse({ type: OrderResponse })
  @ApiProblem(404, 'order.not_found', 'There is no order 7.')
  get(
    @CurrentTenant() tenant: TenantRef,
    @Param('id', new IdPipe(OrderNotFoundError)) id: number,
  ): Promise<OrderResponse> {
    return this.orders.get(tenant, id);
  }

  /**
   * Counts a sale that the seller tells of.
   * @param tenant whose request it is
   * @param principal who makes it
   * @param id the product's id
   * @param body how many, where and when
   * @param response 200 where the sale was counted before
   * @returns the sale
   */
  @Post('products/:id/sold')
  @ApiOperation({
    summary: 'Tell of a sale',
    description:
      'Reduces the quantity. When nothing is left, the listings on all other accounts are ended at the highest ' +
      'priority, as one batch; see `delisting`. Jobs that work on the product are asked to stop.',
  })
  @ApiCreatedResponse({ type: OrderResponse })
  @ApiOkResponse({ type: OrderResponse, description: 'A sale with this `reference` was counted before.' })
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  @ApiProblem(404, 'product.not_found', 'There is no product 7.')
  @ApiProblem(404, 'account.not_found', 'There is no marketplace account 7.')
  async tell(
    @CurrentTenant() tenant: TenantRef,
    @CurrentPrincipal() principal: Principal,
    @Param('id', new IdPipe(ProductNotFoundError)) id: number,
    @Body() body: SoldDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OrderResponse> {
    const sale = await this.sold.tell(tenant, id, body, principal.subject);
    if (!sale.counted) response.status(HttpStatus.OK);
    return this.orders.get(tenant, sale.orderId);
  }
}
