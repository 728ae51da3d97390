import type { Sql } from '../common/database/sql.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';

/**
 * Stores what an account has and lacks, as it was just asked.
 * @param sql any connection
 * @param tenant whose account
 * @param accountId the account
 * @param items one per precondition
 */
export async function storeChecklist(
  sql: Sql,
  { schema }: TenantRef,
  accountId: number,
  items: readonly object[],
): Promise<void> {
  await sql.query(
    `update ${schema}.marketplace_accounts
     set checklist = $2, verified_at = now(), updated_at = now() where id = $1`,
    [accountId, JSON.stringify(items)],
  );
}

/**
 * Remembers until when the orders of an account have been read. An earlier moment changes nothing. What the account is
 * stays what it was, so that a checklist made before does not look old.
 * @param sql the transaction of the journal
 * @param tenant whose account
 * @param accountId the account
 * @param until ISO 8601
 */
export async function storeOrdersRead(
  sql: Sql,
  { schema }: TenantRef,
  accountId: number,
  until: string,
): Promise<void> {
  await sql.query(
    `update ${schema}.marketplace_accounts
     set orders_read_until = greatest(orders_read_until, $2::timestamptz) where id = $1`,
    [accountId, until],
  );
}
