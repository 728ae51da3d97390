import type { TenantRef } from '../../domain/tenant-ref.ts';
import { SHARED_TABLES, TENANT_TABLES } from './format.ts';

/** A table of the file, and the statement that reads its rows as text. */
export interface ExportStatement {
  readonly table: string;
  /** SQL of rows with `row`, `accountId` and `credentials`, the last two of accounts only. */
  readonly text: string;
}

/** Locks and leases of programs that run here mean nothing elsewhere; secrets do not travel as they lie. */
const ROWS: Readonly<Record<string, string>> = {
  marketplace_accounts: `to_jsonb(t) - '{credentials,refresh_owner,refresh_until}'::text[]
    || jsonb_build_object('had_credentials', t.credentials is not null)`,
  // A device's credential is good for the server that gave it out: elsewhere the browser is paired anew.
  plugin_devices: `to_jsonb(t) - '{pairing_hash,credential_hash}'::text[]
    || jsonb_build_object('status', 'revoked', 'revoked_at', coalesce(t.revoked_at, t.updated_at))`,
  // Whoever receives them has to be given a new secret, and to be told of the new place.
  webhook_endpoints: `to_jsonb(t) - '{secret,previous_secret,previous_secret_until}'::text[]
    || jsonb_build_object('status', 'disabled', 'disabled_reason', coalesce(t.disabled_reason, 'moved'))`,
  lanes: `jsonb_build_object('account_id', account_id, 'marketplace', marketplace, 'max_running', max_running,
    'weight', weight, 'holds', holds)`,
  job_queue: `to_jsonb(t) - '{tenant_id,seq,owner,recoveries}'::text[]
    || jsonb_build_object('state', case when state = 'leased' then 'ready' else state end)`,
  recurring_actions: `to_jsonb(t) - 'tenant_id'`,
};

/**
 * @param tenant whose rows
 * @returns what is to be read, in the order of the file
 */
export function exportStatements({ id, schema }: TenantRef): readonly ExportStatement[] {
  const read = (table: string, from: string, order: string): ExportStatement => ({
    table,
    text: `select (${ROWS[table] ?? 'to_jsonb(t)'})::text as row,
                  ${table === 'marketplace_accounts' ? 't.id as "accountId", t.credentials' : 'null as "accountId", null as credentials'}
           from ${from} order by ${order}`,
  });
  return [
    ...TENANT_TABLES.map(([table, order]) => read(table, `${schema}.${table} t`, order)),
    ...SHARED_TABLES.map(([table, order]) =>
      read(table, `public.${table} t where t.tenant_id = ${id}`, order),
    ),
  ];
}
