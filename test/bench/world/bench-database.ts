import { EmbeddedPostgres } from '../../../src/common/database/embedded-postgres/embedded-postgres.ts';
import { loadConfig } from '../../../src/config/app-config.ts';
import type { AppConfig } from '../../../src/config/app-config.ts';
import type { TenantRef } from '../../../src/domain/tenant-ref.ts';
import { MIGRATIONS } from '../../../src/mikro-orm.config.ts';
import { migrateEverything } from '../../../src/tenancy/migrations/migrate-everything.ts';
import { TenantMigrator } from '../../../src/tenancy/migrations/tenant-migrator.ts';
import { benchEnvironment } from './bench-environment.ts';
import { seed } from './seed.ts';

/** What a database begins with. */
export interface BenchSize {
  readonly tenants: number;
  /** Accounts on the idle marketplace, and lanes, of each tenant. */
  readonly lanes: number;
  /** Whether the marketplace is reached through browsers only. */
  readonly needsPlugin?: boolean;
}

/** A migrated database with tenants that have accounts and nothing else. */
export interface BenchDatabase {
  readonly url: string;
  readonly tenants: readonly TenantRef[];
}

/**
 * @param settings of the server beside the usual ones
 * @returns a PostgreSQL server that waits for the disk at every commit, and takes as many connections as several instances open
 */
export function benchPostgres(settings: Readonly<Record<string, string>> = {}): Promise<EmbeddedPostgres> {
  return EmbeddedPostgres.start({ persistent: false, settings: { max_connections: '300', ...settings } });
}

/**
 * @param url an empty database
 * @param size what it begins with
 * @returns the database, migrated
 */
export async function benchDatabase(url: string, size: BenchSize): Promise<BenchDatabase> {
  const config: AppConfig = loadConfig(benchEnvironment(url));
  await migrateEverything(config, MIGRATIONS);
  const names = Array.from({ length: size.tenants }, (_, index) => ({ name: `bench ${index}` }));
  const tenants = await new TenantMigrator(config, MIGRATIONS).provisionAll(names);
  await seed(url, tenants, size.lanes, size.needsPlugin);
  return { url, tenants };
}
