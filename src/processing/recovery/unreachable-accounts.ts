import { Injectable } from '@nestjs/common';
import type { Sql } from '../../common/database/sql.ts';
import { AppConfig } from '../../config/app-config.ts';
import { tenantRef } from '../../domain/tenant-ref.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { StockHolds } from '../../ledger/sales/stock-holds.ts';
import { Lanes } from '../../queue/lanes.ts';
import { Reachability, UNREACHABLE } from '../../queue/reachability.ts';
import type { ReachCandidate } from '../../queue/reachability.ts';

/** Carries out what a tenant wants of its pieces while one of its accounts cannot act. */
@Injectable()
export class UnreachableAccounts {
  constructor(
    private readonly config: AppConfig,
    private readonly reachability: Reachability,
    private readonly lanes: Lanes,
    private readonly holds: StockHolds,
  ) {}

  /** @returns whether anything was queued or noted */
  async run(): Promise<boolean> {
    if (!this.config.RECURRING) return false;
    await this.reachability.observe();
    const turns = await this.reachability.each(async (sql, candidate) => {
      await this.lanes.lockTenant(sql, candidate.tenantId);
      await this.take(sql, tenantRef(candidate.tenantId), candidate);
    });
    return turns > 0;
  }

  private async take(sql: Sql, tenant: TenantRef, candidate: ReachCandidate): Promise<void> {
    switch (candidate.turn) {
      case 'hold':
        await this.holds.hold(sql, tenant, candidate.accountId, await this.reachable(sql, candidate));
        await this.reachability.note(sql, candidate, 'held');
        return;
      case 'returned':
        // The account's own turn would come in minutes: a sale that nobody knows of is looked for at once.
        await sql.query(
          `update public.recurring_actions set next_at = now()
           where tenant_id = $1 and account_id = $2 and action_code = 'sync_orders'`,
          [candidate.tenantId, candidate.accountId],
        );
        await this.reachability.note(sql, candidate, 'returned');
        return;
      case 'lost':
        await this.reachability.note(sql, candidate, 'lost');
        return;
      case 'release':
        await this.release(sql, tenant, candidate);
    }
  }

  private async release(sql: Sql, tenant: TenantRef, candidate: ReachCandidate): Promise<void> {
    const { accountId, reachableAt } = candidate;
    // Who sells on regardless does not wait for orders that nobody may be able to read.
    if (reachableAt !== null && !(await this.holds.ordersReadSince(sql, tenant, accountId, reachableAt)))
      return;
    if (await this.holds.release(sql, tenant, accountId))
      await this.reachability.note(sql, candidate, 'over');
  }

  private async reachable(sql: Sql, { tenantId, accountId }: ReachCandidate): Promise<readonly number[]> {
    const rows = await sql.query<{ id: number }>(
      `select account_id as id from public.lanes
       where tenant_id = $1 and account_id <> $2 and not holds && ${UNREACHABLE}`,
      [tenantId, accountId],
    );
    return rows.map(({ id }) => id);
  }
}
