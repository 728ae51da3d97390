import { Injectable } from '@nestjs/common';
import { applyAccountEffect } from '../accounts/account-effect.ts';
import { storeChecklist, storeOrdersRead } from '../accounts/account-findings.ts';
import type { Sql } from '../common/database/sql.ts';
import type { Effect } from '../domain/effects.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { applyListingEffect } from '../listings/apply-listing-effect.ts';
import { Lanes } from '../queue/lanes.ts';
import { AccountWideEffects } from './account-wide-effects.ts';
import { PendingActionRows } from './pending-action-rows.ts';
import type { JobRow } from './rows.ts';
import { OrderWriter } from './sales/order-writer.ts';
import { SoldListings } from './sales/sold-listings.ts';

/** Effects that may change other accounts: they queue jobs there, or decide what belongs to which product. */
const REACH_ACROSS: ReadonlySet<Effect['type']> = new Set(['order', 'listing_sold', 'import']);

/** Applies what a step says has changed, in the commit that finishes the step. */
@Injectable()
export class EffectWriter {
  constructor(
    private readonly lanes: Lanes,
    private readonly pendingActions: PendingActionRows,
    private readonly orders: OrderWriter,
    private readonly soldListings: SoldListings,
    private readonly account: AccountWideEffects,
  ) {}

  /**
   * Applies the effects on the job's account, and locks what the other effects need. Both come before the job's own row
   * in the lock order.
   * @param sql the transaction of the journal
   * @param tenant whose tables
   * @param job the job
   * @param effects all effects of the step
   */
  async applyToAccount(sql: Sql, tenant: TenantRef, job: JobRow, effects: readonly Effect[]): Promise<void> {
    if (effects.some(({ type }) => REACH_ACROSS.has(type))) await this.lanes.lockTenant(sql, tenant.id);
    for (const effect of effects) {
      if (effect.type === 'account') await applyAccountEffect(sql, tenant, job.accountId, effect);
      if (effect.type === 'checklist') await storeChecklist(sql, tenant, job.accountId, effect.items);
      if (effect.type === 'orders_read') await storeOrdersRead(sql, tenant, job.accountId, effect.until);
    }
  }

  /**
   * Applies every other effect.
   * @param sql the transaction of the journal, which holds the job's row
   * @param tenant whose tables
   * @param job the job
   * @param effects all effects of the step
   */
  async applyRest(sql: Sql, tenant: TenantRef, job: JobRow, effects: readonly Effect[]): Promise<void> {
    for (const effect of effects) await this.apply(sql, tenant, job, effect);
  }

  private async apply(sql: Sql, tenant: TenantRef, job: JobRow, effect: Effect): Promise<void> {
    const { id: jobId, accountId, productId } = job;
    switch (effect.type) {
      case 'pending_action':
        return this.pendingActions.add(sql, tenant, { jobId, accountId, productId, action: effect });
      case 'listing':
        if (productId === null) throw new Error(`job ${jobId} has a listing effect and no product`);
        await applyListingEffect(sql, tenant, { productId, accountId, jobId }, effect);
        return;
      case 'order':
        return this.orders.apply(sql, tenant, job, effect.order);
      case 'listing_sold':
        return this.soldListings.apply(sql, tenant, job, effect.listingId);
      case 'listings_seen':
        return this.account.seen.apply(sql, tenant, effect);
      case 'import':
        return this.account.imports.apply(sql, tenant, job, effect);
      case 'account':
      case 'checklist':
      case 'orders_read':
        return;
    }
  }
}
