import { Injectable } from '@nestjs/common';
import type { Sql } from '../../common/database/sql.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { PendingActionRows } from '../pending-action-rows.ts';
import { Delisting } from './delisting.ts';
import { OrderRows } from './order-rows.ts';
import type { RecordedSale, Sale } from './sale.ts';
import { SoldThings } from './sold-things.ts';
import type { SoldListing, SoldProduct } from './sold-things.ts';

/** Clocks of marketplaces and ours may differ by so much. */
const CLOCK_SKEW_MS = 10 * 60_000;

/**
 * Counts sales. One transaction reduces the stock, notes the sale, and, when nothing is left, queues what takes the
 * product off everywhere else: a program that dies right after it has forgotten nothing. Two sales of one piece are
 * both noted, the second as a conflict that a person sees.
 */
@Injectable()
export class SaleRecorder {
  constructor(
    private readonly things: SoldThings,
    private readonly orders: OrderRows,
    private readonly delisting: Delisting,
    private readonly pendingActions: PendingActionRows,
  ) {}

  /**
   * Counts a sale, once.
   * @param sql the transaction, which has locked every lane of the tenant in an earlier statement, so that no two
   *   sales of a tenant are counted at the same moment
   * @param tenant whose sale
   * @param sale what was sold
   * @returns the sale's row, and whether it was new
   */
  async record(sql: Sql, tenant: TenantRef, sale: Sale): Promise<RecordedSale> {
    const known = await this.orders.sameName(sql, tenant, sale);
    if (known !== undefined) return known;
    const listing = await this.things.listing(sql, tenant, sale);
    const productId =
      sale.productId ??
      listing?.productId ??
      (sale.sku === undefined ? undefined : await this.things.productOfSku(sql, tenant, sale.sku));
    if (productId === undefined) return this.note(sql, tenant, sale, 'unmatched');
    const product = await this.things.lock(sql, tenant, productId);
    if (isEarlier(sale, listing, product)) return this.note(sql, tenant, sale, 'earlier', product, listing);
    const same = await this.orders.sameSale(sql, tenant, sale, product.id, listing);
    return same ?? this.count(sql, tenant, sale, product, listing);
  }

  private async note(
    sql: Sql,
    tenant: TenantRef,
    sale: Sale,
    status: 'unmatched' | 'earlier',
    product?: SoldProduct,
    listing?: SoldListing,
  ): Promise<RecordedSale> {
    const orderId = await this.orders.add(sql, tenant, {
      sale,
      status,
      productId: product?.id ?? null,
      listingId: listing?.id ?? null,
      missing: 0,
    });
    return { orderId, status, counted: true };
  }

  private async count(
    sql: Sql,
    tenant: TenantRef,
    sale: Sale,
    product: SoldProduct,
    listing: SoldListing | undefined,
  ): Promise<RecordedSale> {
    const missing = Math.max(0, sale.quantity - product.quantity);
    const left = Math.max(0, product.quantity - sale.quantity);
    const status = missing > 0 ? 'conflict' : 'sold';
    await sql.query(
      `update ${tenant.schema}.products
       set quantity = $2, status = case when $2 = 0 then 'sold' else status end, version = version + 1,
           updated_at = now()
       where id = $1`,
      [product.id, left],
    );
    const orderId = await this.orders.add(sql, tenant, {
      sale,
      status,
      productId: product.id,
      listingId: listing?.id ?? null,
      missing,
    });
    // What a seller tells was perhaps not sold through the listing: ending it looks first, and knows a sale when it sees one.
    const soldOut = sale.source !== 'seller' && (await this.tellListing(sql, tenant, sale, listing));
    const request = { orderId, productId: product.id, soldOutOn: soldOut ? sale.accountId : null };
    const batchJobId =
      left === 0
        ? await this.delisting.end(sql, tenant, request)
        : await this.delisting.adjust(sql, tenant, { ...request, left, soldOn: sale.accountId });
    if (batchJobId !== undefined) await this.orders.delistedBy(sql, tenant, orderId, batchJobId);
    if (missing > 0) await this.tellConflict(sql, tenant, sale, product, orderId, missing);
    return { orderId, status, counted: true };
  }

  /** What the marketplace does by itself when something is sold there. */
  private async tellListing(
    sql: Sql,
    tenant: TenantRef,
    sale: Sale,
    listing: SoldListing | undefined,
  ): Promise<boolean> {
    if (listing === undefined) return false;
    const before = listing.shown.quantity;
    const left = before === undefined ? 0 : Math.max(0, Number(before) - sale.quantity);
    if (!listing.isOpen) return left === 0;
    await sql.query(
      `update ${tenant.schema}.listings
       set status = case when $2 = 0 then 'sold' else status end,
           shown = case when shown ? 'quantity' then shown || jsonb_build_object('quantity', $2::text) else shown end,
           updated_at = now()
       where id = $1`,
      [listing.id, left],
    );
    return left === 0;
  }

  private async tellConflict(
    sql: Sql,
    tenant: TenantRef,
    sale: Sale,
    product: SoldProduct,
    orderId: number,
    missing: number,
  ): Promise<void> {
    const others = await sql.query<{ id: number }>(
      `select id from ${tenant.schema}.orders
       where product_id = $1 and id <> $2 and status in ('sold', 'conflict') order by id desc limit 10`,
      [product.id, orderId],
    );
    await this.pendingActions.add(sql, tenant, {
      jobId: null,
      accountId: sale.accountId,
      productId: product.id,
      action: {
        type: 'pending_action',
        code: 'sale.conflict',
        message:
          `${product.sku} was sold ${missing === 1 ? 'once' : `${missing} times`} more than there is. ` +
          'Call one of the sales off, or set the quantity right.',
        subject: `order:${orderId}`,
        choices: ['acknowledge'],
        details: { order_id: orderId, other_order_ids: others.map(({ id }) => id), missing },
      },
    });
  }
}

/** What was sold before StoFlow knew it is no longer in the stock that StoFlow was told of. */
function isEarlier(
  { source, soldAt }: Sale,
  listing: SoldListing | undefined,
  product: SoldProduct,
): boolean {
  if (source !== 'order' || soldAt === undefined) return false;
  const known = listing?.createdAt ?? product.createdAt;
  return soldAt.getTime() < known.getTime() - CLOCK_SKEW_MS;
}
