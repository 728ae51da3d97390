import type { Sql } from '../common/database/sql.ts';
import { SchemaNotFoundError } from '../domain/errors.ts';
import { tenantRef } from '../domain/tenant-ref.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { UsageError } from './program.ts';
import { parseId } from './parse-options.ts';

/**
 * @param sql the database
 * @param typed what was typed after `--tenant`
 * @returns the tenant, whose schema is there
 * @throws {UsageError} where none was named
 * @throws {SchemaNotFoundError} for a tenant that was never provisioned
 */
export async function existingTenant(sql: Sql, typed: string | undefined): Promise<TenantRef> {
  if (typed === undefined) throw new UsageError('--tenant is required');
  const tenant = tenantRef(parseId(typed, '--tenant'));
  const [found] = await sql.query<{ exists: boolean }>(`select to_regnamespace($1) is not null as exists`, [
    tenant.schema,
  ]);
  if (found?.exists !== true) throw new SchemaNotFoundError(tenant.schema);
  return tenant;
}
