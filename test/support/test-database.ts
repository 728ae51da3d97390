import { MIGRATIONS } from '../../src/mikro-orm.config.ts';
import { migrateEverything } from '../../src/tenancy/migrations/migrate-everything.ts';
import { TenantMigrator } from '../../src/tenancy/migrations/tenant-migrator.ts';
import { createDatabase } from './embedded-database.ts';
import type { TestDatabase } from './embedded-database.ts';

export type { TestDatabase } from './embedded-database.ts';

/** What a test database contains besides the shared tables. */
export interface TestDatabaseOptions {
  /** How many tenants are provisioned, with the ids 1 to n. */
  readonly tenants?: number;
}

/**
 * Clones a template that has all migrations and some tenants; the first test that needs it makes it.
 * @param options how many tenants it has; 2 by default
 * @returns the database
 */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { tenants = 2 } = options;
  return createDatabase({
    name: `tenants_${tenants}`,
    prepareTemplate: async (url) => {
      const config = { DATABASE_URL: url };
      await migrateEverything(config, MIGRATIONS);
      await new TenantMigrator(config, MIGRATIONS).provisionAll(
        Array.from({ length: tenants }, (_, index) => ({ name: `Tenant ${index + 1}` })),
        1,
      );
    },
  });
}

/**
 * @returns a database without any table, for tests of the migrations themselves
 */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  return createDatabase();
}
