import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { PREPARED } from '../common/database/sql.ts';
import { wasRolledBack } from '../common/database/was-rolled-back.ts';
import { Lots, SHARED_READS } from '../common/lots.ts';
import { DomainError, ProductNotFoundError } from '../domain/errors.ts';
import type { ProductSnapshot } from '../domain/snapshots.ts';
import { tenantRef } from '../domain/tenant-ref.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { LISTING_IS_OPEN } from '../listings/listing-row.ts';
import { PRODUCT_COLUMNS, productFromRow } from '../products/product-row.ts';
import type { ProductRow } from '../products/product-row.ts';
import type { ProductFilterDto } from './dto/batch-requests.ts';

/** Most products of one request. */
export const MAX_PRODUCTS = 10_000;
/** Products read at once: ten thousand with their texts would be a hundred megabytes. */
const CHUNK = 1000;
/** Most ids that an error names. */
const NAMED_IDS = 20;

/** Reads the products of a request, ten thousand of them if need be: plain rows, no entities. */
@Injectable()
export class ProductSelection {
  private readonly reads = new Lots(
    async (tenant: number, ids: readonly number[]) => {
      const products = await this.chunk(tenantRef(tenant), [...new Set(ids)]);
      return ids.map((id) => products.find((product) => product.id === id));
    },
    SHARED_READS,
    wasRolledBack,
  );

  constructor(private readonly database: Database) {}

  /**
   * Reads one product.
   * @param tenant whose product
   * @param id its id
   * @returns the product
   * @throws {ProductNotFoundError} also for another tenant's product
   */
  async get(tenant: TenantRef, id: number): Promise<ProductSnapshot> {
    const product = await this.reads.add(tenant.id, id);
    if (product === undefined) throw new ProductNotFoundError(id);
    return product;
  }

  /**
   * Checks that products are there.
   * @param tenant whose products
   * @param ids their ids; repeats count once
   * @returns each id once, in the order in which they were asked for
   * @throws {DomainError} `batch.too_large`, or `product.not_found` naming ids that the tenant does not have
   */
  async assertAll({ schema }: TenantRef, ids: readonly number[]): Promise<readonly number[]> {
    const wanted = [...new Set(ids)];
    assertSize(wanted.length);
    const rows = await this.database.query<{ id: number }>(
      `select id from ${schema}.products where id = any($1::bigint[])`,
      [wanted],
    );
    const found = new Set(rows.map(({ id }) => id));
    const missing = wanted.filter((id) => !found.has(id));
    if (missing.length > 0) throw productsNotFound(missing);
    return wanted;
  }

  /**
   * Finds products by what they are.
   * @param tenant whose products
   * @param filter conditions, which add up
   * @returns their ids, oldest first
   * @throws {DomainError} `batch.too_large`
   */
  async matching({ schema }: TenantRef, filter: ProductFilterDto): Promise<readonly number[]> {
    const rows = await this.database.query<{ id: number }>(
      `select p.id from ${schema}.products p
       where ($1::text is null or p.status = $1) and ($2::text is null or p.category = $2)
         and ($3::text is null or p.brand = $3) and ($4::text is null or starts_with(p.sku, $4))
         and ($5::text is null or not exists (
           select from ${schema}.listings
           where product_id = p.id and ${LISTING_IS_OPEN}
             and account_id in (select id from ${schema}.marketplace_accounts where marketplace = $5)
         ))
       order by p.id limit ${MAX_PRODUCTS + 1}`,
      [
        filter.status ?? null,
        filter.category ?? null,
        filter.brand ?? null,
        filter.sku_prefix ?? null,
        filter.not_listed_on ?? null,
      ],
    );
    assertSize(rows.length);
    return rows.map(({ id }) => id);
  }

  /**
   * Reads products lot by lot, so that only one lot is in memory.
   * @param tenant whose products
   * @param ids their ids; one that was removed in the meantime is left out
   * @yields products in the order of the ids
   */
  async *read(tenant: TenantRef, ids: readonly number[]): AsyncGenerator<readonly ProductSnapshot[]> {
    for (let from = 0; from < ids.length; from += CHUNK) {
      yield await this.chunk(tenant, ids.slice(from, from + CHUNK));
    }
  }

  private async chunk({ schema }: TenantRef, ids: readonly number[]): Promise<readonly ProductSnapshot[]> {
    const rows = await this.database.query<ProductRow>(
      `select p.* from unnest($1::bigint[]) as wanted (id) cross join lateral (
         select ${PRODUCT_COLUMNS.join(', ')} from ${schema}.products where id = wanted.id limit 1
       ) p`,
      [ids],
      PREPARED,
    );
    const found = new Map(rows.map((row) => [row.id, productFromRow(row)]));
    return ids.flatMap((id) => found.get(id) ?? []);
  }
}

function assertSize(products: number): void {
  if (products <= MAX_PRODUCTS) return;
  const message = `A batch has at most ${MAX_PRODUCTS} products.`;
  throw new DomainError('batch.too_large', 'unprocessable', message, {
    fields: [{ field: 'product_ids', code: 'batch.too_large', message }],
  });
}

function productsNotFound(ids: readonly number[]): DomainError {
  const named = ids.slice(0, NAMED_IDS);
  const message =
    ids.length === 1 ? `There is no product ${ids[0]}.` : `There are no products ${named.join(', ')}.`;
  return new DomainError('product.not_found', 'not_found', message, {
    fields: [{ field: 'product_ids', code: 'product.not_found', message }],
    extra: { missing: ids.length, missing_ids: named },
  });
}
