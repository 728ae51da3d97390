import { createHash } from 'node:crypto';
import type { Sql } from '../../../src/common/database/sql.ts';

/**
 * Everything that is stored of a tenant, by table: a hash of its rows in its own schema, and of its rows in each shared table.
 * @param sql any connection
 * @param tenantId the tenant
 * @returns hash by table
 */
export async function tenantSnapshot(sql: Sql, tenantId: number): Promise<Readonly<Record<string, string>>> {
  const tables = await sql.query<{ schema: string; name: string; column: string | null }>(
    `select t.table_schema as schema, t.table_name as name, c.column_name as column
     from information_schema.tables t
     left join information_schema.columns c
       on c.table_schema = t.table_schema and c.table_name = t.table_name and c.column_name = 'tenant_id'
     where t.table_type = 'BASE TABLE'
       and (t.table_schema = $1 or (t.table_schema = 'public' and c.column_name is not null))
     order by 1, 2`,
    [`user_${tenantId}`],
  );
  const hashes: Record<string, string> = {};
  for (const { schema, name, column } of tables) {
    const rows = await sql.query<{ row: string }>(
      `select to_jsonb(r)::text as row from ${schema}.${name} r
       where ${column === null ? 'true' : `${column} = ${tenantId}`} order by 1`,
    );
    hashes[`${schema}.${name}`] = createHash('sha256')
      .update(rows.map(({ row }) => row).join('\n'))
      .digest('hex');
  }
  return hashes;
}
