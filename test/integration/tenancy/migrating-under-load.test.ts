import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Migration } from '@mikro-orm/migrations';
import { Client } from 'pg';
import { Clock } from '../../../src/common/clock.ts';
import { Database } from '../../../src/common/database/database.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { JobCreation } from '../../../src/ledger/job-creation.ts';
import { templateOf } from '../../../src/ledger/wanted-job.ts';
import { ActionCatalogue } from '../../../src/ledger/action-catalogue.ts';
import { MIGRATIONS } from '../../../src/mikro-orm.config.ts';
import { Lanes } from '../../../src/queue/lanes.ts';
import { KnownTenants } from '../../../src/tenancy/known-tenants.ts';
import { TenantMigrator } from '../../../src/tenancy/migrations/tenant-migrator.ts';
import { waitFor } from '../../support/wait-for.ts';
import { workerWorld } from '../../support/worker-world.ts';
import type { Worker, WorkerWorld } from '../../support/worker-world.ts';

/** Needs the strongest lock there is on the busiest tables. */
class AddNote extends Migration {
  override name = 'tenant_901_note';

  override up(): void {
    this.addSql('alter table marketplace_jobs add column note text');
    this.addSql('alter table marketplace_tasks add column note text');
    this.addSql('create index marketplace_jobs_note on marketplace_jobs (note) where note is not null');
    this.addSql('create table notes_of_old as select * from notes');
  }
}

const NEWER = { ...MIGRATIONS, tenant: [...MIGRATIONS.tenant, AddNote] };
const JOBS = 30;
const HEALTHY = [1, 2, 3];
const BROKEN = 4;

describe('migrating tenants while their jobs run', () => {
  let world: WorkerWorld;
  let worker: Worker;
  let database: Database;
  let migrator: TenantMigrator;

  beforeAll(async () => {
    world = await workerWorld();
    worker = await world.start();
    database = worker.get(Database);
    const config = { DATABASE_URL: world.testDatabase.url };
    await new TenantMigrator(config, MIGRATIONS).provisionAll([{ name: 'Three' }, { name: 'Four' }], 1);
    for (const id of [2, 3, BROKEN]) {
      await database.query(
        `insert into user_${id}.marketplace_accounts (marketplace, name, external_id) values ('testmarket', 'T', 't')`,
      );
      await worker
        .get(Lanes)
        .open(database, { tenantId: id, accountId: 1, marketplace: 'testmarket', maxRunning: 4 });
    }
    for (const id of HEALTHY) await database.query(`create table user_${id}.notes (x integer)`);
    migrator = new TenantMigrator(config, NEWER);
  });
  afterAll(() => world.close());

  const createJobs = async (tenantId: number, count: number): Promise<void> => {
    const tenant = tenantRef(tenantId);
    const type = await worker.get(ActionCatalogue).get('testmarket', 'publish');
    const products = await database.query<{ id: number }>(
      `insert into ${tenant.schema}.products (sku, title, price, currency, quantity)
       select gen_random_uuid()::text, 'Product', 10, 'EUR', 1 from generate_series(1, $1::int) returning id`,
      [count],
    );
    await database.transaction(async (sql) => {
      await worker.get(Lanes).lock(sql, [{ tenantId, accountId: 1 }]);
      await worker.get(JobCreation).create(
        sql,
        tenant,
        templateOf(type, { accountId: 1, requestedBy: 'test' }),
        products.map(({ id }) => ({ productId: id })),
      );
    });
  };
  const statuses = (tenantId: number): Promise<{ status: string; attempts: number; jobs: number }[]> =>
    database.query(
      `select status, coalesce(error ->> 'code', '') as error, count(*) as jobs
       from user_${tenantId}.marketplace_jobs group by 1, 2`,
    );

  it('lets jobs go on, holds the tenant that fails with its lanes, and nobody else', async () => {
    await Promise.all(HEALTHY.map((id) => createJobs(id, JOBS)));
    await waitFor(async () => (await statuses(1)).some(({ status }) => status === 'completed'), {
      what: 'jobs are running',
    });
    const report = await migrator.migrateAll();
    expect(report.migrated).toEqual(HEALTHY);
    expect(report.failed).toMatchObject([{ tenantId: BROKEN, error: expect.stringContaining('notes') }]);
    // None of them was waiting for the end of the migrations: most came after.
    for (const id of HEALTHY) {
      await waitFor(async () => (await statuses(id)).every(({ status }) => status === 'completed'), {
        what: `the jobs of tenant ${id} are completed`,
      });
      expect(await statuses(id)).toEqual([{ status: 'completed', error: '', jobs: JOBS }]);
    }

    const known = new KnownTenants(database, worker.get(Clock), NEWER);
    await expect(known.assertUsable(tenantRef(1))).resolves.toBeUndefined();
    await expect(known.assertUsable(tenantRef(BROKEN))).rejects.toMatchObject({
      code: 'tenant.not_migrated',
    });
    await createJobs(BROKEN, 2);
    expect(
      await database.query(`select holds, ready_at from public.lanes where tenant_id = ${BROKEN}`),
    ).toEqual([{ holds: ['schema'], ready_at: null }]);

    await database.query(`create table user_${BROKEN}.notes (x integer)`);
    expect(await migrator.migrateAll()).toMatchObject({ migrated: [BROKEN], failed: [] });
    await waitFor(async () => (await statuses(BROKEN)).every(({ status }) => status === 'completed'), {
      what: 'the lanes of the repaired tenant run again',
    });
  });

  it('refuses a tenant whose schema is older than the program, and serves one that is newer', async () => {
    const even = class extends Migration {
      override name = 'tenant_902_more';
      override up(): void {
        this.addSql('select 1');
      }
    };
    const newest = { ...NEWER, tenant: [...NEWER.tenant, even] };
    const clock = worker.get(Clock);
    await expect(new KnownTenants(database, clock, newest).assertUsable(tenantRef(1))).rejects.toMatchObject({
      code: 'tenant.not_migrated',
    });
    await expect(
      new KnownTenants(database, clock, MIGRATIONS).assertUsable(tenantRef(1)),
    ).resolves.toBeUndefined();
  });

  it('never makes traffic queue up behind a long transaction of somebody else', async () => {
    class Slow extends Migration {
      override name = 'tenant_903_slow';
      override up(): void {
        this.addSql('alter table products add column slow text');
      }
    }
    const slow = { ...NEWER, tenant: [...NEWER.tenant, Slow] };
    const reader = new Client({ connectionString: world.testDatabase.url });
    await reader.connect();
    await reader.query('begin');
    await reader.query('select count(*) from user_1.products');
    const migrated = new TenantMigrator({ DATABASE_URL: world.testDatabase.url }, slow).migrateAll();
    try {
      // Queued behind the migration, which is queued behind the reader: it is let through when that gives up.
      await waitFor(
        async () =>
          (
            await database.query(
              `select from pg_locks
               where not granted and relation = 'user_1.products'::regclass
                 and database = (select oid from pg_database where datname = current_database())`,
            )
          ).length > 0,
        { what: 'the migration waits for its lock' },
      );
      // The reader goes on until this has been answered.
      await database.query('select count(*) from user_1.products');
    } finally {
      await reader.query('commit');
      await reader.end();
    }
    expect((await migrated).failed).toEqual([]);
  });
});
