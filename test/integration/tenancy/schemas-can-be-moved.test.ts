import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MIGRATIONS } from '../../../src/mikro-orm.config.ts';
import { TenantMigrator } from '../../../src/tenancy/migrations/tenant-migrator.ts';
import { query } from '../../support/query.ts';
import { createTestDatabase } from '../../support/test-database.ts';
import type { TestDatabase } from '../../support/test-database.ts';

describe('a tenant’s schema', () => {
  let database: TestDatabase;
  const rows = (sql: string): Promise<readonly Record<string, unknown>[]> => query(database.url, sql);

  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('has no foreign key that leaves it', async () => {
    const keys = await rows(
      `select count(*)::int as all,
              count(*) filter (where here.relnamespace <> there.relnamespace)::int as leaving
       from pg_constraint c join pg_class here on here.oid = c.conrelid join pg_class there on there.oid = c.confrelid
       where c.contype = 'f'`,
    );
    expect(keys).toEqual([{ all: expect.any(Number), leaving: 0 }]);
    expect(keys[0]?.['all']).toBeGreaterThan(5);
  });

  it('has no triggers, functions and types of its own', async () => {
    expect(
      await rows(
        `select t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
         where not t.tgisinternal and c.relnamespace::regnamespace::text like 'user_%'`,
      ),
    ).toEqual([]);
    expect(
      await rows(`select proname from pg_proc where pronamespace::regnamespace::text like 'user_%'`),
    ).toEqual([]);
    // Every table brings a row type and its array; anything else would be a type of ours.
    expect(
      await rows(
        `select typname from pg_type
         where typnamespace::regnamespace::text like 'user_%' and typrelid = 0 and typcategory <> 'A'`,
      ),
    ).toEqual([]);
  });

  it('counts with bigint sequences only', async () => {
    const types = await rows(
      `select distinct data_type::text from pg_sequences where schemaname like 'user_%'`,
    );
    expect(types).toEqual([{ data_type: 'bigint' }]);
  });

  it.each([
    [true, 'on'],
    [false, null],
  ])('is created for a cluster to place it: CITUS=%s', async (CITUS, setting) => {
    await rows(`create table if not exists public.created_schemas (name text, sharding text)`);
    await rows(
      `create or replace function public.note_schema() returns event_trigger language plpgsql as $$
       begin
         insert into public.created_schemas
         select object_identity, nullif(current_setting('citus.enable_schema_based_sharding', true), '')
         from pg_event_trigger_ddl_commands();
       end $$`,
    );
    await rows(`drop event trigger if exists note_schema`);
    await rows(
      `create event trigger note_schema on ddl_command_end when tag in ('CREATE SCHEMA')
       execute function public.note_schema()`,
    );
    const config = { DATABASE_URL: database.url, CITUS };
    const tenant = await new TenantMigrator(config, MIGRATIONS).provision({ name: 'placed' });
    expect(await rows(`select sharding from public.created_schemas where name = '${tenant.schema}'`)).toEqual(
      [{ sharding: setting }],
    );
  });
});
