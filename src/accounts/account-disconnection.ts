import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { AccountNotFoundError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { Lanes } from '../queue/lanes.ts';
import { Recurring } from '../queue/recurring.ts';
import { AccountBusyError } from './account-errors.ts';

/** Takes an account out of use, and destroys what StoFlow could act with. */
@Injectable()
export class AccountDisconnection {
  constructor(
    private readonly db: Database,
    private readonly lanes: Lanes,
    private readonly recurring: Recurring,
  ) {}

  /**
   * Destroys an account's credentials and stops its lane for good. The row stays: listings, orders and jobs tell of it. An
   * account that is disconnected already stays so.
   * @param tenant whose account
   * @param accountId the account
   * @throws {AccountNotFoundError} @throws {AccountBusyError} while a job runs, which could not look up what it did
   */
  async disconnect(tenant: TenantRef, accountId: number): Promise<void> {
    const key = { tenantId: tenant.id, accountId };
    await this.db.transaction(async (sql) => {
      await this.lanes.hold(sql, key, 'disconnected');
      const [lane] = await sql.query<{ running: number }>(
        `select running from public.lanes where tenant_id = $1 and account_id = $2`,
        [tenant.id, accountId],
      );
      if (lane !== undefined && lane.running > 0) throw new AccountBusyError(accountId, lane.running);
      // Whatever else held it is over with the connection, and is not to hold the next one.
      for (const hold of ['account', 'reauth', 'challenge'] as const) await this.lanes.unhold(sql, key, hold);
      const rows = await sql.query(
        `update ${tenant.schema}.marketplace_accounts
         set status = 'disconnected', connection = 'disconnected', status_reason = null, credentials = null,
             refresh_owner = null, refresh_until = null, checklist = '[]', verified_at = null,
             updated_at = case when connection = 'disconnected' then updated_at else now() end
         where id = $1 returning id`,
        [accountId],
      );
      if (rows.length === 0) throw new AccountNotFoundError(accountId);
      await this.recurring.end(sql, key);
      // A browser that has the account is not asked to do anything there any more.
      await sql.query(`select pg_notify('stoflow_plugin', $1)`, [String(tenant.id)]);
    });
  }
}
