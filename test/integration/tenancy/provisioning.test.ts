import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { MIGRATIONS } from '../../../src/mikro-orm.config.ts';
import { migrateEverything } from '../../../src/tenancy/migrations/migrate-everything.ts';
import { TenantMigrator } from '../../../src/tenancy/migrations/tenant-migrator.ts';
import { BrokenMigration } from '../../support/broken-migration.ts';
import { createEmptyDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

/** Every column, constraint and index of a schema, without the schema's name. */
async function structure(client: Client, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `select concat_ws(' ', table_name, column_name, data_type, column_default, is_nullable) as line
     from information_schema.columns where table_schema = $1
     union all
     select pg_get_constraintdef(c.oid) from pg_constraint c join pg_namespace n on n.oid = c.connamespace
     where n.nspname = $1
     union all
     select indexdef from pg_indexes where schemaname = $1
     order by 1`,
    [schema],
  );
  return rows.map((row) => row.line.replaceAll(schema, 'S'));
}

describe('provisioning a tenant', () => {
  let database: TestDatabase;
  let client: Client;
  const noTenantMigrations = { ...MIGRATIONS, tenant: [] };

  beforeAll(async () => {
    database = await createEmptyDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('ends with the same schema as upgrading an older tenant', async () => {
    const config = { DATABASE_URL: database.url };
    await migrateEverything(config, MIGRATIONS);
    const old = await new TenantMigrator(config, noTenantMigrations).provision({ name: 'old' });
    expect(await structure(client, old.schema)).not.toContainEqual(expect.stringContaining('products'));

    const report = await migrateEverything(config, MIGRATIONS);
    const fresh = await new TenantMigrator(config, MIGRATIONS).provision({ name: 'new' });

    expect(report.tenants.migrated).toEqual([old.id]);
    const upgraded = await structure(client, old.schema);
    expect(upgraded).toContainEqual(expect.stringContaining('products'));
    expect(await structure(client, fresh.schema)).toEqual(upgraded);
  });

  it('leaves nothing behind when a migration fails', async () => {
    const config = { DATABASE_URL: database.url };
    const before = await client.query('select count(*)::int as n from public.tenants');
    const broken = { ...MIGRATIONS, tenant: [...MIGRATIONS.tenant, BrokenMigration] };

    await expect(new TenantMigrator(config, broken).provision({ name: 'x' })).rejects.toThrow(
      'does not exist',
    );

    const after = await client.query('select count(*)::int as n from public.tenants');
    expect(after.rows).toEqual(before.rows);
    const schemas = await client.query(
      `select nspname from pg_namespace where nspname like 'user%' and substr(nspname, 6)::bigint not in (select id from public.tenants)`,
    );
    expect(schemas.rows).toEqual([]);
  });
});
