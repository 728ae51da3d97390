import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Migration } from '@mikro-orm/migrations';
import { MIGRATIONS } from '../../../src/mikro-orm.config.ts';
import { PublicMigrator } from '../../../src/tenancy/migrations/public-migrator.ts';
import { schemaVersion } from '../../../src/tenancy/migrations/schema-version.ts';
import { TenantMigrator } from '../../../src/tenancy/migrations/tenant-migrator.ts';
import { query } from '../../support/query.ts';
import { createEmptyDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

class Impossible extends Migration {
  override name = 'public_999_impossible';

  override up(): void {
    this.addSql('create table public.begun (n integer)');
    this.addSql('alter table public.no_such_table add column x integer');
  }
}

describe('the migrations of an empty database', () => {
  let database: TestDatabase;
  let config: { readonly DATABASE_URL: string };

  beforeEach(async () => {
    database = await createEmptyDatabase();
    config = { DATABASE_URL: database.url };
  });
  afterEach(() => database.drop());

  const tables = async (): Promise<readonly string[]> =>
    (
      await query<{ name: string }>(
        database.url,
        `select table_name as name from information_schema.tables where table_schema = 'public' order by 1`,
      )
    ).map(({ name }) => name);
  const shared = (): PublicMigrator => new PublicMigrator(config, MIGRATIONS);
  const tenants = (lists = MIGRATIONS): TenantMigrator => new TenantMigrator(config, lists);

  it('run once, in the order of their list', async () => {
    const names = MIGRATIONS.public.map((type) => Reflect.construct(type, []).name as string);
    expect(await shared().migrate()).toEqual(names);
    expect(await shared().migrate()).toEqual([]);
    expect([...names].sort()).toEqual(names);
    expect(await tables()).toEqual(
      expect.arrayContaining(['job_queue', 'marketplace_action_types', 'tenants']),
    );
  });

  it('leave it empty when the last of them fails', async () => {
    const broken = { ...MIGRATIONS, public: [...MIGRATIONS.public, Impossible] };
    await expect(new PublicMigrator(config, broken).migrate()).rejects.toThrow('no_such_table');
    expect(await tables()).toEqual([]);
    expect(await shared().migrate()).toHaveLength(MIGRATIONS.public.length);
  });

  it('make tenants in the order they were named, whatever ends first', async () => {
    await shared().migrate();
    const names = ['a', 'b', 'c', 'd', 'e'];
    const made = await tenants().provisionAll(
      names.map((name, index) => ({ name, ...(index === 2 && { tier: 'gold', weight: 4 }) })),
      3,
    );
    const rows = await query(
      database.url,
      `select id::int, name, schema_name, tier, weight::float8, schema_version from public.tenants`,
    );
    expect(rows).toHaveLength(names.length);
    for (const [index, name] of names.entries()) {
      const id = made[index]?.id;
      expect(rows).toContainEqual({
        id,
        name,
        schema_name: `user_${id}`,
        tier: index === 2 ? 'gold' : 'standard',
        weight: index === 2 ? 4 : 1,
        schema_version: schemaVersion(MIGRATIONS.tenant),
      });
    }
    expect(await tenants().migrateAll()).toEqual({ current: names.length, migrated: [], failed: [] });
  });

  it('have nothing to do for no tenant at all', async () => {
    await shared().migrate();
    expect(await tenants().provisionAll([])).toEqual([]);
    expect(await tenants().migrateAll()).toEqual({ current: 0, migrated: [], failed: [] });
  });

  it('cannot make a tenant before the shared tables are there', async () => {
    await expect(tenants().provision({ name: 'early' })).rejects.toThrow('public.tenants');
  });
});
