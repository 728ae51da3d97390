import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Res,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { Response } from 'express';
import { ApiProblem } from '../common/http/api-problem.decorator.ts';
import { IdPipe } from '../common/http/id.pipe.ts';
import { ApiPage } from '../common/pagination/api-page.decorator.ts';
import { Page } from '../common/pagination/page.ts';
import { ProductNotFoundError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { CurrentTenant } from '../tenancy/auth/current.decorators.ts';
import { RequireScope } from '../tenancy/auth/route-access.decorators.ts';
import { CreateProductDto, ProductQuery, UpdateProductDto } from './dto/product-requests.ts';
import { ProductRemovalResult, ProductResponse } from './dto/product-response.ts';
import { baseVersion, entityTag, isKnown, versionMatched } from './entity-tag.ts';
import { ProductRemoval } from './product-removal.ts';
import { ProductsService } from './products.service.ts';
import type { Product } from './product.entity.ts';

const ID = new IdPipe(ProductNotFoundError);
const CHANGED = (status: 409 | 412): MethodDecorator & ClassDecorator =>
  ApiProblem(
    status,
    'product.version_conflict',
    'Product 7 was changed in the meantime; read it again and repeat the change.',
  );
const TAGGED = {
  ETag: { description: 'names its version, for `If-Match`', schema: { type: 'string' }, example: '"3"' },
} as const;

/** What a seller has in stock. */
@ApiTags('products')
@RequireScope('tenant')
@Controller('api/products')
export class ProductsController {
  constructor(
    private readonly products: ProductsService,
    private readonly removal: ProductRemoval,
  ) {}

  /**
   * Creates a product.
   * @param body what the seller says
   * @param response gets the `ETag`
   * @returns the new product
   */
  @Post()
  @ApiOperation({
    summary: 'Create a product',
    description:
      'The limits are those of all marketplaces together; each one’s own are checked when a job is made.',
  })
  @ApiCreatedResponse({ type: ProductResponse, description: 'The new product.', headers: TAGGED })
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  @ApiProblem(409, 'product.sku_taken', 'There is already a product with the SKU COAT-0042.')
  async create(
    @Body() body: CreateProductDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ProductResponse> {
    return answer(await this.products.create(body), response);
  }

  /**
   * Lists products.
   * @param query filters and page
   * @returns one page
   */
  @Get()
  @ApiOperation({ summary: 'List products', description: 'Newest first. Filters add up.' })
  @ApiPage(ProductResponse)
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  async list(@Query() query: ProductQuery): Promise<Page<ProductResponse>> {
    const page = await this.products.list(query);
    return new Page(
      page.data.map((product) => new ProductResponse(product)),
      page.next_cursor,
    );
  }

  /**
   * Shows one product.
   * @param id the product's id
   * @param ifNoneMatch the If-None-Match header
   * @param response gets the `ETag`, and the status 304 where the reader has it already
   * @returns the product
   */
  @Get(':id')
  @ApiOperation({
    summary: 'Show a product',
    description: 'Archived ones too. With `If-None-Match` a product that has not changed is 304.',
  })
  @ApiHeader({
    name: 'If-None-Match',
    required: false,
    description: 'the `ETag` that is known',
    example: '"3"',
  })
  @ApiOkResponse({ type: ProductResponse, description: 'The product.', headers: TAGGED })
  @ApiResponse({ status: 304, description: 'It has not changed since.', headers: TAGGED })
  @ApiProblem(404, 'product.not_found', 'There is no product 7.')
  async get(
    @Param('id', ID) id: number,
    @Headers('if-none-match') ifNoneMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ProductResponse | undefined> {
    const product = await this.products.get(id);
    if (!isKnown(ifNoneMatch, product.version)) return answer(product, response);
    response.status(304).setHeader('ETag', entityTag(product.version));
    return undefined;
  }

  /**
   * Changes a product.
   * @param id the product's id
   * @param body what changes
   * @param ifMatch the If-Match header
   * @param response gets the `ETag`
   * @returns the changed product
   */
  @Patch(':id')
  @ApiOperation({
    summary: 'Change a product',
    description:
      'Fields that are not given stay, null empties one. The change must name the version it is based on, by ' +
      '`version` or by `If-Match`. Listings change only by an update job.',
  })
  @ApiHeader({ name: 'If-Match', required: false, description: 'the `ETag` that was read', example: '"3"' })
  @ApiOkResponse({ type: ProductResponse, description: 'The changed product.', headers: TAGGED })
  @ApiProblem(400, 'request.invalid', 'The request is not valid; see the fields.')
  @ApiProblem(
    400,
    'product.version_required',
    'Say which version was read, by `version` or by If-Match with the ETag.',
  )
  @ApiProblem(404, 'product.not_found', 'There is no product 7.')
  @ApiProblem(409, 'product.sku_taken', 'There is already a product with the SKU COAT-0042.')
  @CHANGED(409)
  @CHANGED(412)
  async update(
    @Param('id', ID) id: number,
    @Body() body: UpdateProductDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ProductResponse> {
    return answer(await this.products.update(id, body, baseVersion(body.version, ifMatch)), response);
  }

  /**
   * Takes a product out of the stock.
   * @param id the product's id
   * @param tenant whose request it is
   * @param ifMatch the If-Match header
   * @returns whether it was deleted or archived
   */
  @Delete(':id')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Remove a product',
    description:
      'It is archived when listings or jobs tell of it, else deleted. With `If-Match` it goes only in that version.',
  })
  @ApiHeader({ name: 'If-Match', required: false, description: 'the `ETag` that was read', example: '"3"' })
  @ApiOkResponse({ type: ProductRemovalResult })
  @CHANGED(412)
  @ApiProblem(404, 'product.not_found', 'There is no product 7.')
  @ApiProblem(409, 'product.in_use', 'Product 7 has 1 open listing(s) and 0 open job(s); end them first.')
  async remove(
    @Param('id', ID) id: number,
    @CurrentTenant() tenant: TenantRef,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<ProductRemovalResult> {
    return { id, result: await this.removal.remove(tenant, id, versionMatched(ifMatch)) };
  }
}

function answer(product: Product, response: Response): ProductResponse {
  response.setHeader('ETag', entityTag(product.version));
  return new ProductResponse(product);
}
