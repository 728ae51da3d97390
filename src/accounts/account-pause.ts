import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';
import { AccountNotFoundError, IllegalTransitionError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { AccountStatus } from '../domain/vocabulary.ts';
import { Lanes } from '../queue/lanes.ts';

/** Stops and restarts all work on an account at the seller's wish. Running jobs finish; nothing new begins. */
@Injectable()
export class AccountPause {
  constructor(
    private readonly db: Database,
    private readonly lanes: Lanes,
  ) {}

  /**
   * @param tenant whose account
   * @param accountId the account
   * @throws {AccountNotFoundError} @throws {IllegalTransitionError} when it is paused already, or disconnected
   */
  async pause(tenant: TenantRef, accountId: number): Promise<void> {
    await this.db.transaction(async (sql) => {
      await this.lanes.hold(sql, { tenantId: tenant.id, accountId }, 'account');
      const rows = await sql.query(
        `update ${tenant.schema}.marketplace_accounts set status = 'paused', updated_at = now()
         where id = $1 and status not in ('paused', 'disconnected') returning id`,
        [accountId],
      );
      if (rows.length === 0) throw await refusal(sql, tenant, accountId, 'paused');
    });
  }

  /**
   * @param tenant whose account
   * @param accountId the account; afterwards it has the state of its connection, which may need the seller
   * @throws {AccountNotFoundError} @throws {IllegalTransitionError} when it is not paused
   */
  async resume(tenant: TenantRef, accountId: number): Promise<void> {
    await this.db.transaction(async (sql) => {
      await this.lanes.unhold(sql, { tenantId: tenant.id, accountId }, 'account');
      const rows = await sql.query(
        `update ${tenant.schema}.marketplace_accounts set status = connection, updated_at = now()
         where id = $1 and status = 'paused' returning id`,
        [accountId],
      );
      if (rows.length === 0) throw await refusal(sql, tenant, accountId, 'connected');
    });
  }
}

async function refusal(sql: Sql, tenant: TenantRef, accountId: number, to: AccountStatus): Promise<Error> {
  const [row] = await sql.query<{ status: AccountStatus }>(
    `select status from ${tenant.schema}.marketplace_accounts where id = $1`,
    [accountId],
  );
  return row === undefined
    ? new AccountNotFoundError(accountId)
    : new IllegalTransitionError('account', row.status, to);
}
