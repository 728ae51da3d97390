import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Migration } from '@mikro-orm/migrations';
import { Client } from 'pg';
import { MIGRATIONS } from '../../../src/mikro-orm.config.ts';
import { migrateEverything } from '../../../src/tenancy/migrations/migrate-everything.ts';
import { schemaVersion } from '../../../src/tenancy/migrations/schema-version.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

class AddNote extends Migration {
  override name = 'tenant_900_note';

  override up(): void {
    this.addSql('alter table products add column note text');
  }
}

describe('migrating when one tenant fails', () => {
  let database: TestDatabase;
  let client: Client;
  const newer = { ...MIGRATIONS, tenant: [...MIGRATIONS.tenant, AddNote] };

  beforeAll(async () => {
    database = await createTestDatabase({ tenants: 9 });
    client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query('alter table user_4.products rename to gone');
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('finishes the others, names the failing one without its SQL, and keeps its schema as it was', async () => {
    const report = await migrateEverything({ DATABASE_URL: database.url }, newer);

    expect(report.tenants.migrated).toEqual([1, 2, 3, 5, 6, 7, 8, 9]);
    expect(report.tenants.failed).toEqual([
      { tenantId: 4, error: 'relation "products" does not exist (SQLSTATE 42P01)' },
    ]);
    const { rows } = await client.query(
      'select schema_error, schema_version from public.tenants where id = 4',
    );
    expect(rows).toEqual([
      {
        schema_error: 'relation "products" does not exist (SQLSTATE 42P01)',
        schema_version: schemaVersion(MIGRATIONS.tenant),
      },
    ]);
  });

  it('takes up only the failed one in the next run', async () => {
    await client.query('alter table user_4.gone rename to products');

    const report = await migrateEverything({ DATABASE_URL: database.url }, newer);

    expect(report.tenants).toEqual({ current: 8, migrated: [4], failed: [] });
    const { rows } = await client.query(
      'select schema_error, schema_version from public.tenants where id = 4',
    );
    expect(rows).toEqual([{ schema_error: null, schema_version: schemaVersion(newer.tenant) }]);
  });
});
