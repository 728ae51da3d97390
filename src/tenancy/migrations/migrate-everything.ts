import type { Told } from '../../common/told.ts';
import type { AppConfig } from '../../config/app-config.ts';
import type { MigrationLists } from './migration-lists.ts';
import type { MigrationReport } from './migration-report.ts';
import { PublicMigrator } from './public-migrator.ts';
import { DEFAULT_PARALLEL, TenantMigrator } from './tenant-migrator.ts';

/**
 * Brings the shared tables and every tenant's schema to the newest version. Safe to call from several instances at
 * once, and again after a failure.
 * @param config names the database
 * @param lists the program's migrations
 * @param parallel tenants upgraded at once
 * @param told after each tenant, with how many are done and how many there are
 * @returns what ran and which tenants failed
 * @throws when the shared tables cannot be migrated; a tenant's failure is reported and not thrown
 */
export async function migrateEverything(
  config: Pick<AppConfig, 'DATABASE_URL'>,
  lists: MigrationLists,
  parallel: number = DEFAULT_PARALLEL,
  told?: Told,
): Promise<MigrationReport> {
  const shared = await new PublicMigrator(config, lists).migrate();
  const tenants = await new TenantMigrator(config, lists).migrateAll(parallel, told);
  return { public: shared, tenants };
}
