import type { Sql } from '../common/database/sql.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { AccountStatus, Marketplace } from '../domain/vocabulary.ts';

/** An account that is known by one of several ids. */
export interface NamedAccount {
  readonly id: number;
  readonly status: AccountStatus;
  readonly externalId: string;
}

/**
 * Finds the account that a seller has at a marketplace under one of several ids: an account that was connected by hand may
 * have its name there for an id, and case does not tell two names apart.
 * @param sql any connection
 * @param tenant whose account
 * @param tenant.schema the tenant's schema
 * @param marketplace the marketplace
 * @param id its id there
 * @param names other ids and names of it
 * @returns the account; undefined where none has such an id
 */
export async function findAccountByIds(
  sql: Sql,
  { schema }: TenantRef,
  marketplace: Marketplace,
  id: string,
  names: readonly string[],
): Promise<NamedAccount | undefined> {
  const [row] = await sql.query<NamedAccount>(
    `select id, status, external_id as "externalId" from ${schema}.marketplace_accounts
     where marketplace = $1 and (external_id = $2 or lower(external_id) = any($3::text[]))
     order by (external_id = $2) desc, id limit 1`,
    [marketplace, id, names.map((name) => name.toLowerCase())],
  );
  return row;
}
