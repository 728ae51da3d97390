import { Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ApiProblem } from '../common/http/api-problem.decorator.ts';
import { IdPipe } from '../common/http/id.pipe.ts';
import { ANY_MARKETPLACE } from '../common/http/marketplace-examples.ts';
import { AccountNotFoundError, ProductNotFoundError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { HandlerRegistry } from '../handlers/registry/handler-registry.ts';
import { CurrentTenant } from '../tenancy/auth/current.decorators.ts';
import { RequireScope } from '../tenancy/auth/route-access.decorators.ts';
import { AccountVerification } from './account-verification.ts';
import { ActionTypes } from './action-types.ts';
import { Consents } from './consents/consents.ts';
import { ActionTypeResponse, VerificationResponse } from './dto/catalogue-responses.ts';
import { ErrorEntryResponse, errorEntries } from './dto/error-responses.ts';
import { ProductReadinessResponse, ReadinessQuery, ReadinessResponse } from './dto/preflight-response.ts';
import { ProductAttributeResponse, attributeEntries } from './dto/product-attribute-response.ts';
import { Readiness } from './readiness.ts';

/** What can be done, and what is missing for it. */
@ApiTags('catalogue')
@RequireScope('tenant')
@Controller('api')
export class CatalogueController {
  constructor(
    private readonly actionTypes: ActionTypes,
    private readonly verification: AccountVerification,
    private readonly readiness: Readiness,
    private readonly registry: HandlerRegistry,
    private readonly consents: Consents,
  ) {}

  /**
   * Lists what each marketplace can do.
   * @param request tells under which address the program was reached
   * @returns the catalogue
   */
  @Get('marketplace/action-types')
  @ApiOperation({ summary: 'List actions', description: 'What each marketplace can do, at what pace.' })
  @ApiOkResponse({ type: [ActionTypeResponse] })
  async list(@Req() request: Request): Promise<readonly ActionTypeResponse[]> {
    return this.actionTypes.list((marketplace) => this.consents.isOffered(marketplace, request));
  }

  /**
   * Explains every error code.
   * @returns codes that all marketplaces share, then those of each
   */
  @Get('marketplace/errors')
  @ApiOperation({
    summary: 'List error codes',
    description: 'What jobs end with or wait for, what to do about it, and who has to act.',
  })
  @ApiOkResponse({ type: [ErrorEntryResponse] })
  errors(): readonly ErrorEntryResponse[] {
    return errorEntries(this.registry.errors);
  }

  /**
   * Lists what products may say to single marketplaces.
   * @returns the attributes that mean something, marketplace by marketplace
   */
  @Get('marketplace/product-attributes')
  @ApiOperation({
    summary: 'List product attributes',
    description: 'What may stand in `attributes` of a product because a marketplace reads it.',
  })
  @ApiOkResponse({ type: [ProductAttributeResponse] })
  attributes(): readonly ProductAttributeResponse[] {
    return attributeEntries(this.registry);
  }

  /**
   * Asks the marketplace whether an account has all it needs.
   * @param tenant whose request it is
   * @param id the account's id
   * @returns one item per precondition
   */
  @Post('marketplace/accounts/:id/verify')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Verify an account',
    description: 'A missing precondition would fail every job of a batch: it is found here once, before.',
  })
  @ApiOkResponse({ type: VerificationResponse })
  @ApiProblem(404, 'account.not_found', 'There is no marketplace account 7.')
  @ApiProblem(503, 'account.unverifiable', `${ANY_MARKETPLACE} could not be asked.`)
  async verify(
    @CurrentTenant() tenant: TenantRef,
    @Param('id', new IdPipe(AccountNotFoundError)) id: number,
  ): Promise<VerificationResponse> {
    const items = await this.verification.run(tenant, id);
    return { ok: items.every((item) => item.ok), items };
  }

  /**
   * Tells for which accounts a product is ready to be published.
   * @param tenant whose request it is
   * @param id the product's id
   * @returns one entry per account
   */
  @Get('products/:id/readiness')
  @ApiOperation({
    summary: 'Check a product',
    description: 'What keeps it from being published, account by account.',
  })
  @ApiOkResponse({ type: [ReadinessResponse] })
  @ApiProblem(404, 'product.not_found', 'There is no product 7.')
  async check(
    @CurrentTenant() tenant: TenantRef,
    @Param('id', new IdPipe(ProductNotFoundError)) id: number,
  ): Promise<readonly ReadinessResponse[]> {
    return this.readiness.of(tenant, id);
  }

  /**
   * Tells the same of many products.
   * @param tenant whose request it is
   * @param query which products
   * @returns one entry per product that is there
   */
  @Get('readiness')
  @ApiOperation({
    summary: 'Check many products',
    description:
      'As `GET /api/products/{id}/readiness` does for one, for a page of them. Unknown ids are left out.',
  })
  @ApiOkResponse({ type: [ProductReadinessResponse] })
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  async checkAll(
    @CurrentTenant() tenant: TenantRef,
    @Query() query: ReadinessQuery,
  ): Promise<readonly ProductReadinessResponse[]> {
    return this.readiness.ofAll(tenant, query.product_ids);
  }
}
