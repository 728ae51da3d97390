import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { DomainError } from '../domain/errors.ts';
import type { ProductSnapshot } from '../domain/snapshots.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { PRODUCT_COLUMNS, productFromRow } from '../products/product-row.ts';
import type { ProductRow } from '../products/product-row.ts';
import type { ProductFilterDto } from './dto/batch-requests.ts';

/** Most products of one request. */
export const MAX_PRODUCTS = 10_000;
/** Most ids that an error names. */
const NAMED_IDS = 20;

/** Reads the products of a request, ten thousand at once: plain rows, no entities. */
@Injectable()
export class ProductSelection {
  constructor(private readonly database: Database) {}

  /**
   * Reads products by id.
   * @param tenant whose products
   * @param ids their ids, in the order in which they were asked for; repeats count once
   * @param field the field of the request that named them, for errors
   * @returns the products in that order
   * @throws {DomainError} `batch.too_large`, or `product.not_found` naming ids that the tenant does not have
   */
  async byIds(
    tenant: TenantRef,
    ids: readonly number[],
    field = 'product_ids',
  ): Promise<readonly ProductSnapshot[]> {
    const wanted = [...new Set(ids)];
    assertSize(wanted.length);
    const rows = await this.read(tenant, 'id = any($1::bigint[])', [wanted]);
    const found = new Map(rows.map((product) => [product.id, product]));
    const missing = wanted.filter((id) => !found.has(id));
    if (missing.length > 0) throw productsNotFound(missing, field);
    return wanted.flatMap((id) => found.get(id) ?? []);
  }

  /**
   * Reads products by what they are.
   * @param tenant whose products
   * @param filter conditions, which add up
   * @returns the products, oldest first
   * @throws {DomainError} `batch.too_large`
   */
  async byFilter(tenant: TenantRef, filter: ProductFilterDto): Promise<readonly ProductSnapshot[]> {
    const rows = await this.read(
      tenant,
      `($1::text is null or status = $1) and ($2::text is null or category = $2)
       and ($3::text is null or brand = $3) and ($4::text is null or starts_with(sku, $4))
       order by id limit ${MAX_PRODUCTS + 1}`,
      [filter.status ?? null, filter.category ?? null, filter.brand ?? null, filter.sku_prefix ?? null],
    );
    assertSize(rows.length);
    return rows;
  }

  private async read(
    { schema }: TenantRef,
    condition: string,
    values: readonly unknown[],
  ): Promise<readonly ProductSnapshot[]> {
    const rows = await this.database.query<ProductRow>(
      `select ${PRODUCT_COLUMNS.join(', ')} from ${schema}.products where ${condition}`,
      values,
    );
    return rows.map(productFromRow);
  }
}

function assertSize(products: number): void {
  if (products <= MAX_PRODUCTS) return;
  const message = `A batch has at most ${MAX_PRODUCTS} products.`;
  throw new DomainError('batch.too_large', 'unprocessable', message, {
    fields: [{ field: 'product_ids', code: 'batch.too_large', message }],
  });
}

function productsNotFound(ids: readonly number[], field: string): DomainError {
  const message =
    ids.length === 1
      ? `There is no product ${ids[0]}.`
      : `There are no products ${ids.slice(0, NAMED_IDS).join(', ')}.`;
  return new DomainError('product.not_found', 'not_found', message, {
    fields: [{ field, code: 'product.not_found', message }],
    extra: { missing: ids.length },
  });
}
