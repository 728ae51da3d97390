import { Injectable } from '@nestjs/common';
import type { Sql } from '../../common/database/sql.ts';
import type { ShownFields } from '../../domain/found.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { Sale } from './sale.ts';

/** The listing through which something was sold. */
export interface SoldListing {
  readonly id: number;
  readonly productId: number;
  readonly createdAt: Date;
  readonly isOpen: boolean;
  readonly shown: ShownFields;
}

/** The product of which something was sold, locked. */
export interface SoldProduct {
  readonly id: number;
  readonly sku: string;
  readonly quantity: number;
  readonly createdAt: Date;
}

/** Finds out what a sale is a sale of. */
@Injectable()
export class SoldThings {
  /**
   * Finds the listing that a sale names: the newest, one that has not ended first.
   * @param sql the transaction
   * @param tenant whose listings
   * @param sale the sale
   * @returns the listing; undefined where StoFlow knows none
   */
  async listing(
    sql: Sql,
    { schema }: TenantRef,
    { accountId, listingId, listingIds, productId }: Sale,
  ): Promise<SoldListing | undefined> {
    if (accountId === null) return undefined;
    const [found] = await sql.query<SoldListing>(
      `select id, product_id as "productId", created_at as "createdAt", shown,
              status in ('draft', 'live', 'unknown') as "isOpen"
       from ${schema}.listings
       where account_id = $1
         and (id = $2::bigint or ($2::bigint is null and external_ids @> $3::jsonb)
              or ($2::bigint is null and $3::jsonb is null and product_id = $4::bigint))
       order by status in ('draft', 'live', 'unknown') desc, superseded_by is null desc, id desc
       limit 1`,
      [
        accountId,
        listingId ?? null,
        listingIds === undefined || Object.keys(listingIds).length === 0 ? null : JSON.stringify(listingIds),
        productId ?? null,
      ],
    );
    return found;
  }

  /**
   * Finds a product by its SKU.
   * @param sql the transaction
   * @param tenant whose products
   * @param sku the SKU
   * @returns its id; undefined where there is none
   */
  async productOfSku(sql: Sql, { schema }: TenantRef, sku: string): Promise<number | undefined> {
    const [found] = await sql.query<{ id: number }>(`select id from ${schema}.products where sku = $1`, [
      sku,
    ]);
    return found?.id;
  }

  /**
   * Locks a product and what works on it, in the lock order: jobs by id, then the product. A job's journal writes its
   * listing after its own row, so that nobody waits for the one while holding the other.
   * @param sql the transaction, which holds the tenant's lanes
   * @param tenant whose product
   * @param productId the product
   * @returns the product as it stands now
   */
  async lock(sql: Sql, { schema }: TenantRef, productId: number): Promise<SoldProduct> {
    await sql.query(
      `select id from ${schema}.marketplace_jobs
       where product_id = $1 and status in ('pending', 'paused', 'processing') order by id for update`,
      [productId],
    );
    const [product] = await sql.query<SoldProduct>(
      `select id, sku, quantity, created_at as "createdAt" from ${schema}.products
       where id = $1 for no key update`,
      [productId],
    );
    if (product === undefined) throw new Error(`product ${productId} is sold and not there`);
    return product;
  }
}
