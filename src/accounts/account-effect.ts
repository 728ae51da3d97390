import { PREPARED } from '../common/database/sql.ts';
import type { Sql } from '../common/database/sql.ts';
import type { AccountEffect } from '../domain/effects.ts';
import { AccountNotFoundError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';

/**
 * Applies what a step found out about an account. A paused account stays paused, since the seller said so, and shows
 * its new connection when it is resumed; a disconnected one stays so, whatever is found out late. Lanes are not its business: whoever applies the effect also holds the lane.
 * @param sql the connection, inside the caller's transaction
 * @param tenant whose account
 * @param accountId the account
 * @param effect its new state, with the reason a seller reads
 * @throws {AccountNotFoundError} when the tenant has no such account
 */
export async function applyAccountEffect(
  sql: Sql,
  tenant: TenantRef,
  accountId: number,
  effect: AccountEffect,
): Promise<void> {
  const rows = await sql.query(
    `update ${tenant.schema}.marketplace_accounts
     set status = case when status in ('paused', 'disconnected') then status else $2 end,
         connection = case when $2 = 'paused' or connection = 'disconnected' then connection else $2 end,
         status_reason = case when $2 = 'connected' or connection = 'disconnected' then null else $3 end,
         updated_at = now()
     where id = $1
     returning id`,
    [accountId, effect.status, effect.reason],
    PREPARED,
  );
  if (rows.length === 0) throw new AccountNotFoundError(accountId);
}
