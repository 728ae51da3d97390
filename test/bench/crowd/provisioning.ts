import { Migration } from '@mikro-orm/migrations';
import { loadConfig } from '../../../src/config/app-config.ts';
import { MIGRATIONS } from '../../../src/mikro-orm.config.ts';
import { migrateEverything } from '../../../src/tenancy/migrations/migrate-everything.ts';
import { TenantMigrator } from '../../../src/tenancy/migrations/tenant-migrator.ts';
import { judged } from '../frame/figure.ts';
import type { Figure } from '../frame/figure.ts';
import { benchEnvironment } from '../world/bench-environment.ts';

/** What a usual release brings: a column and an index. */
class OneMore extends Migration {
  override name = 'tenant_999_one_more';

  override up(): void {
    this.addSql('alter table products add column bench_note text');
    this.addSql('create index products_bench_note on products (bench_note) where bench_note is not null');
  }
}

/**
 * Makes tenants, and upgrades them all.
 * @param url an empty database
 * @param count how many
 * @returns tenants per second of both
 * @throws {Error} when one could not be upgraded
 */
export async function provisioning(url: string, count: number): Promise<Readonly<Record<string, Figure>>> {
  const config = loadConfig(benchEnvironment(url));
  await migrateEverything(config, MIGRATIONS);
  const names = Array.from({ length: count }, (_, index) => ({ name: `bench ${index}` }));
  const provisioned = await rate(count, () => new TenantMigrator(config, MIGRATIONS).provisionAll(names));
  const lists = { ...MIGRATIONS, tenant: [...MIGRATIONS.tenant, OneMore] };
  const migrated = await rate(count, async () => {
    const { failed } = await new TenantMigrator(config, lists).migrateAll();
    if (failed.length > 0) throw new Error(`could not upgrade ${JSON.stringify(failed[0])}`);
  });
  const figure = (value: number, note: string): Figure =>
    judged({ value, unit: 'tenants/s', note }, { of: 'value', atLeast: 20 });
  return {
    provisioned: figure(provisioned, `${count} schemas made by all ${MIGRATIONS.tenant.length} migrations`),
    migrated: figure(migrated, 'the same schemas upgraded by one further migration'),
  };
}

async function rate(count: number, work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return count / ((performance.now() - startedAt) / 1000);
}
