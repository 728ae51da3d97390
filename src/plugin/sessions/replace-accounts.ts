import { PREPARED } from '../../common/database/sql.ts';
import type { Sql } from '../../common/database/sql.ts';
import type { AccountPresence, SessionKey } from './session-key.ts';

/**
 * Writes what a browser has, in place of what it had.
 * @param sql the transaction, which holds the lock of the connection
 * @param key the connection
 * @param accounts all that it has now, and how they stand
 */
export async function replaceAccounts(
  sql: Sql,
  { tenant, deviceId, session }: SessionKey,
  accounts: readonly AccountPresence[],
): Promise<void> {
  const ids = accounts.map(({ accountId }) => accountId);
  await sql.query(
    `delete from public.plugin_accounts where tenant_id = $1 and device_id = $2 and account_id <> all($3::bigint[])`,
    [tenant.id, deviceId, ids],
    PREPARED,
  );
  if (ids.length === 0) return;
  await sql.query(
    `insert into public.plugin_accounts as a (tenant_id, device_id, session, account_id, state)
     select $1, $2, $3, * from unnest($4::bigint[], $5::text[])
     on conflict (tenant_id, account_id, device_id)
     do update set session = excluded.session, state = excluded.state,
                   since = case when a.state = excluded.state then a.since else now() end`,
    [tenant.id, deviceId, session, ids, accounts.map(({ state }) => state)],
    PREPARED,
  );
}
