import { Injectable } from '@nestjs/common';
import type { Sql } from '../../common/database/sql.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { PendingActionRows } from '../pending-action-rows.ts';
import type { JobRow } from '../rows.ts';
import { SaleRecorder } from './sale-recorder.ts';

interface ShownAsSold {
  readonly productId: number;
  readonly accountId: number;
  readonly sku: string;
  readonly quantity: number;
  readonly isOpen: boolean;
}

/** Applies that a marketplace shows a listing as sold. */
@Injectable()
export class SoldListings {
  constructor(
    private readonly sales: SaleRecorder,
    private readonly pendingActions: PendingActionRows,
  ) {}

  /**
   * Counts the sale of a single piece. Where there were several pieces nobody knows how many of them were sold
   * there: the orders tell, and until then a person is told.
   * @param sql the transaction, which has locked the tenant's lanes
   * @param tenant whose listing
   * @param job the job that saw it
   * @param listingId the listing
   */
  async apply(sql: Sql, tenant: TenantRef, job: Pick<JobRow, 'id'>, listingId: number): Promise<void> {
    const [listing] = await sql.query<ShownAsSold>(
      `select l.product_id as "productId", l.account_id as "accountId", p.sku, p.quantity,
              l.status in ('draft', 'live', 'unknown') as "isOpen"
       from ${tenant.schema}.listings l join ${tenant.schema}.products p on p.id = l.product_id
       where l.id = $1`,
      [listingId],
    );
    if (listing?.isOpen !== true) return;
    const { accountId, productId, sku } = listing;
    if (listing.quantity > 1) {
      await sql.query(
        `update ${tenant.schema}.listings set status = 'sold', last_verified_at = now(), updated_at = now()
         where id = $1`,
        [listingId],
      );
      await this.pendingActions.add(sql, tenant, {
        jobId: job.id,
        accountId,
        productId,
        action: {
          type: 'pending_action',
          code: 'listing.sold_out',
          message: `${sku} is shown as sold out. How many pieces were sold there, its orders tell.`,
          listingId,
          subject: `listing:${listingId}`,
          choices: ['acknowledge'],
        },
      });
      return;
    }
    await this.sales.record(sql, tenant, {
      source: 'listing',
      accountId,
      productId,
      listingId,
      quantity: 1,
      sku,
      actor: 'worker',
    });
    // The sale may have been counted before, and the listing not have been told of it.
    await sql.query(
      `update ${tenant.schema}.listings set status = 'sold', last_verified_at = now(), updated_at = now()
       where id = $1 and status in ('draft', 'live', 'unknown')`,
      [listingId],
    );
  }
}
