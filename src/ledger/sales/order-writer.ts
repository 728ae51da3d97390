import { Injectable } from '@nestjs/common';
import type { Sql } from '../../common/database/sql.ts';
import type { FoundOrder, FoundOrderLine } from '../../domain/found.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { PendingActionRows } from '../pending-action-rows.ts';
import type { JobRow } from '../rows.ts';
import { SaleRecorder } from './sale-recorder.ts';

const ACTOR = 'worker';

/** Applies the orders that a step found. */
@Injectable()
export class OrderWriter {
  constructor(
    private readonly sales: SaleRecorder,
    private readonly pendingActions: PendingActionRows,
  ) {}

  /**
   * Counts the lines of an order as sales, each once. An order that was called off does not put the piece back on
   * sale by itself: whether the piece is there again, the seller knows.
   * @param sql the transaction, which has locked the tenant's lanes
   * @param tenant whose order
   * @param job the job that found it
   * @param order the order
   */
  async apply(sql: Sql, tenant: TenantRef, job: JobRow, order: FoundOrder): Promise<void> {
    if (order.state === 'open') return;
    for (const line of order.lines) {
      if (order.state === 'cancelled') await this.cancel(sql, tenant, job, order, line);
      else await this.sales.record(sql, tenant, saleOf(job, order, line));
    }
  }

  private async cancel(
    sql: Sql,
    tenant: TenantRef,
    { id: jobId, accountId }: JobRow,
    order: FoundOrder,
    line: FoundOrderLine,
  ): Promise<void> {
    const [row] = await sql.query<{
      id: number;
      productId: number;
      sku: string;
      missing: number;
      quantity: number;
    }>(
      `update ${tenant.schema}.orders o set status = 'cancelled', updated_at = now()
       from ${tenant.schema}.products p
       where p.id = o.product_id and o.account_id = $1 and o.external_id = $2 and o.line_id = $3
         and o.status in ('sold', 'conflict')
       returning o.id, p.id as "productId", p.sku, o.missing, o.quantity`,
      [accountId, order.externalId, line.externalId],
    );
    if (row === undefined) return;
    await this.pendingActions.withdraw(sql, tenant, 'sale.conflict', [`order:${row.id}`]);
    if (row.quantity === row.missing) return;
    await this.pendingActions.add(sql, tenant, {
      jobId,
      accountId,
      productId: row.productId,
      action: {
        type: 'pending_action',
        code: 'order.cancelled',
        message: `An order of ${row.sku} was cancelled. Is the piece for sale again?`,
        subject: `order:${row.id}`,
        choices: ['restock'],
        details: { order_id: row.id, pieces: row.quantity - row.missing },
      },
    });
  }
}

function saleOf(
  { accountId }: JobRow,
  order: FoundOrder,
  line: FoundOrderLine,
): Parameters<SaleRecorder['record']>[2] {
  return {
    source: 'order',
    accountId,
    externalId: order.externalId,
    lineId: line.externalId,
    listingIds: line.listingIds,
    quantity: line.quantity,
    soldAt: new Date(order.soldAt),
    actor: ACTOR,
    ...(line.sku !== undefined && { sku: line.sku }),
    ...(line.title !== undefined && { title: line.title }),
    ...(line.price !== undefined && { price: line.price }),
    ...(line.currency !== undefined && { currency: line.currency }),
  };
}
