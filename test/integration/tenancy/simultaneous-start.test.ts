import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { MIGRATIONS } from '../../../src/mikro-orm.config.ts';
import { migrateEverything } from '../../../src/tenancy/migrations/migrate-everything.ts';
import { TenantMigrator } from '../../../src/tenancy/migrations/tenant-migrator.ts';
import { createEmptyDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

describe('several instances that start at once', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createEmptyDatabase();
  });

  afterAll(async () => {
    await database.drop();
  });

  it('migrate every schema exactly once', async () => {
    const config = { DATABASE_URL: database.url };
    const lists = { ...MIGRATIONS, tenant: [] };
    await migrateEverything(config, lists);
    await new TenantMigrator(config, lists).provisionAll(
      Array.from({ length: 12 }, (_, index) => ({ name: `t${index}` })),
    );

    const reports = await Promise.all([1, 2, 3].map(() => migrateEverything(config, MIGRATIONS)));

    expect(reports.flatMap((report) => report.tenants.failed)).toEqual([]);
    const client = new Client({ connectionString: database.url });
    await client.connect();
    for (let tenant = 1; tenant <= 12; tenant += 1) {
      const { rows } = await client.query(`select name from user_${tenant}.mikro_orm_migrations`);
      expect(rows).toHaveLength(MIGRATIONS.tenant.length);
    }
    await client.end();
  });

  it('migrate the shared tables once on an empty database', async () => {
    const empty = await createEmptyDatabase();
    const reports = await Promise.all(
      [1, 2, 3].map(() => migrateEverything({ DATABASE_URL: empty.url }, MIGRATIONS)),
    );
    expect(reports.filter((report) => report.public.length > 0)).toHaveLength(1);
    await empty.drop();
  });
});
