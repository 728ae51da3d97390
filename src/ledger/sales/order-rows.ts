import { Injectable } from '@nestjs/common';
import type { Sql } from '../../common/database/sql.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { RecordedSale, Sale, SaleStatus } from './sale.ts';
import type { SoldListing } from './sold-things.ts';

interface OrderRow {
  readonly orderId: number;
  readonly status: SaleStatus;
}

/** A sale with all that was found out about it. */
export interface CountedSale {
  readonly sale: Sale;
  readonly status: SaleStatus;
  readonly productId: number | null;
  readonly listingId: number | null;
  /** Pieces that were sold and not there. */
  readonly missing: number;
}

/** Rows of `orders`: every sale once, whoever told of it and however often. */
@Injectable()
export class OrderRows {
  /**
   * Finds a sale that was counted under the same name.
   * @param sql the transaction
   * @param tenant whose orders
   * @param sale the sale
   * @returns its row; undefined where it is new
   */
  async sameName(sql: Sql, { schema }: TenantRef, sale: Sale): Promise<RecordedSale | undefined> {
    const [row] = await sql.query<OrderRow>(
      `select id as "orderId", status from ${schema}.orders
       where (account_id = $1 and external_id = $2 and line_id = $3) or reference = $4`,
      [sale.accountId, sale.externalId ?? null, sale.lineId ?? '', sale.reference ?? null],
    );
    return row && { ...row, counted: false };
  }

  /**
   * Finds a sale that was counted without its order: inferred from its listing, or told by the seller. An order gives
   * it its name; a listing that is shown as sold is explained by any sale there has been.
   * @param sql the transaction
   * @param tenant whose orders
   * @param sale the sale
   * @param productId its product
   * @param listing its listing
   * @returns its row; undefined where it is new
   */
  async sameSale(
    sql: Sql,
    { schema }: TenantRef,
    sale: Sale,
    productId: number,
    listing: SoldListing | undefined,
  ): Promise<RecordedSale | undefined> {
    if (sale.source === 'seller') return undefined;
    const [row] = await sql.query<OrderRow>(
      `select id as "orderId", status from ${schema}.orders
       where account_id = $1 and product_id = $2 and status in ('sold', 'conflict')
         and (listing_id = $3::bigint or listing_id is null or $3::bigint is null)
         and ($4::boolean or (external_id is null and quantity >= $5))
         and (not $4::boolean or created_at >= $6::timestamptz)
       order by id limit 1 for update`,
      [
        sale.accountId,
        productId,
        listing?.id ?? null,
        sale.source === 'listing',
        sale.quantity,
        listing?.createdAt ?? new Date(0),
      ],
    );
    if (row === undefined) return undefined;
    if (sale.source === 'order') {
      await sql.query(
        `update ${schema}.orders
         set external_id = $2, line_id = $3, source = 'order', price = coalesce($4, price),
             currency = coalesce($5, currency), sold_at = coalesce($6, sold_at),
             listing_id = coalesce(listing_id, $7), updated_at = now()
         where id = $1`,
        [
          row.orderId,
          sale.externalId,
          sale.lineId ?? '',
          sale.price ?? null,
          sale.currency ?? null,
          sale.soldAt ?? null,
          listing?.id ?? null,
        ],
      );
    }
    return { ...row, counted: false };
  }

  /**
   * Adds a sale.
   * @param sql the transaction
   * @param tenant whose orders
   * @param counted the sale and what was found out about it
   * @returns its id
   */
  async add(sql: Sql, { schema }: TenantRef, counted: CountedSale): Promise<number> {
    const { sale, status, productId, listingId, missing } = counted;
    const [row] = await sql.query<{ id: number }>(
      `insert into ${schema}.orders
         (account_id, external_id, line_id, source, status, product_id, listing_id, sku, title, quantity, missing,
          price, currency, reference, noted_by, sold_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, coalesce($16, now()))
       returning id`,
      [
        sale.accountId,
        sale.externalId ?? null,
        sale.lineId ?? '',
        sale.source,
        status,
        productId,
        listingId,
        sale.sku ?? null,
        sale.title ?? null,
        sale.quantity,
        missing,
        sale.price ?? null,
        sale.currency ?? null,
        sale.reference ?? null,
        sale.actor,
        sale.soldAt ?? null,
      ],
    );
    if (row === undefined) throw new Error('an order was inserted and has no id');
    return row.id;
  }

  /**
   * Says which batch takes the product off elsewhere because of a sale.
   * @param sql the transaction
   * @param tenant whose orders
   * @param orderId the sale
   * @param batchJobId the batch
   */
  async delistedBy(sql: Sql, { schema }: TenantRef, orderId: number, batchJobId: number): Promise<void> {
    await sql.query(`update ${schema}.orders set batch_job_id = $2 where id = $1`, [orderId, batchJobId]);
  }
}
