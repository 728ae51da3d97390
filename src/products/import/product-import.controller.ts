import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { AcceptBody } from '../../common/http/accept-body.decorator.ts';
import { ApiProblem } from '../../common/http/api-problem.decorator.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { CurrentTenant } from '../../tenancy/auth/current.decorators.ts';
import { RequireScope } from '../../tenancy/auth/route-access.decorators.ts';
import { ImportResult } from '../dto/import-result.ts';
import { ProductFields } from '../dto/product-fields.ts';
import { MAX_ROWS } from './import-row.ts';
import { ProductImport } from './product-import.ts';
import { readCsv } from './read-csv.ts';
import { readJson } from './read-json.ts';

const MAX_BYTES = 20 * 1024 * 1024;

/** Many products at once. */
@ApiTags('products')
@ApiExtraModels(ProductFields)
@RequireScope('tenant')
@Controller('api/products/import')
export class ProductImportController {
  constructor(private readonly products: ProductImport) {}

  /**
   * Stores the products of a CSV file or of a JSON list.
   * @param tenant whose request it is
   * @param body text of a CSV file, or parsed JSON
   * @returns what was stored and what is wrong with the rest
   */
  @Post()
  @HttpCode(200)
  @AcceptBody({ limit: MAX_BYTES, types: ['application/json', 'text/csv'] })
  @ApiOperation({
    summary: 'Import products',
    description:
      'Up to 20 MB and 10,000 products. A SKU that is there already is updated, fields that are not given stay. ' +
      'Rows that obey the rules are stored although others do not; the answer says what is wrong with those.',
  })
  @ApiConsumes('text/csv', 'application/json')
  @ApiBody({
    schema: {
      oneOf: [
        {
          type: 'object',
          required: ['products'],
          properties: {
            products: { type: 'array', maxItems: MAX_ROWS, items: { $ref: getSchemaPath(ProductFields) } },
          },
        },
        { type: 'string', example: 'sku,title,price,currency\nCOAT-0042,"Wool coat, navy",89.90,EUR\n' },
      ],
    },
  })
  @ApiOkResponse({ type: ImportResult, description: 'The file was read. Single rows may have failed.' })
  @ApiProblem(400, 'import.unknown_column', 'The file has columns that are not known or stand there twice.')
  @ApiProblem(400, 'import.missing_column', 'The file lacks columns that every product needs.')
  @ApiProblem(400, 'import.malformed', 'The file is empty.')
  @ApiProblem(413, 'import.too_many_rows', 'An import may hold 10000 products at most.')
  @ApiProblem(413, 'request.too_large', 'The body may have 20971520 bytes at most.')
  @ApiProblem(
    415,
    'request.unsupported_media_type',
    'The body must be application/json or text/csv, not compressed.',
  )
  async import(@CurrentTenant() tenant: TenantRef, @Body() body: unknown): Promise<ImportResult> {
    const read = typeof body === 'string' ? await readCsv(body) : readJson(body);
    return this.products.store(tenant, read);
  }
}
