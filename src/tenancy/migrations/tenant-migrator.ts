import type { Told } from '../../common/told.ts';
import { tenantRef } from '../../domain/tenant-ref.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { AppConfig } from '../../config/app-config.ts';
import { MIGRATION_LOCKS } from './advisory-locks.ts';
import { MigrationDatabase } from './migration-database.ts';
import type { MigrationTransaction } from './migration-database.ts';
import { describeFailure } from '../../common/database/describe-failure.ts';
import type { MigrationLists } from './migration-lists.ts';
import type { FailedTenant, TenantMigrationReport } from './migration-report.ts';
import { limitLockWait, withoutQueueing } from './lock-wait.ts';
import { holdLanes, releaseLanes } from './schema-hold.ts';
import { insertAs } from './insert-as.ts';
import { schemaVersion } from './schema-version.ts';

/** Schemas upgraded at once: enough to keep the database busy, few enough to leave it to others. */
export const DEFAULT_PARALLEL = 6;

/** What a new tenant is made of. */
export interface NewTenant {
  readonly name: string;
  readonly tier?: string | undefined;
  /** Share of the capacity relative to other tenants, above 0. */
  readonly weight?: number | undefined;
}

/** Creates tenants' schemas and upgrades them: both run the same migrations, so both end alike. */
export class TenantMigrator {
  private readonly version: string;

  /**
   * @param config names the database, and says whether it is a Citus coordinator
   * @param lists the program's migrations
   */
  constructor(
    private readonly config: Pick<AppConfig, 'DATABASE_URL'> & Partial<Pick<AppConfig, 'CITUS'>>,
    private readonly lists: MigrationLists,
  ) {
    this.version = schemaVersion(lists.tenant);
  }

  /**
   * Creates a tenant with its schema in one transaction, so that a tenant exists whole or not at all.
   * @param tenant what it is called and how much it weighs
   * @param told after each migration
   * @returns the new tenant
   */
  async provision(tenant: NewTenant, told?: Told): Promise<TenantRef> {
    await using database = await MigrationDatabase.open(this.config.DATABASE_URL, this.lists.tenant, 1);
    // Awaited here, because leaving the scope closes the pool.
    return await this.provisionWith(database, tenant, told);
  }

  /**
   * Creates a tenant under an id that it had elsewhere, with its rows, in one transaction. All its jobs are paused.
   * @param id its id, which nobody may have
   * @param settings its columns of the shared table
   * @param fill brings its rows in
   * @returns the new tenant
   * @throws {TenantExistsError} when there is a tenant, or a schema, with that id
   */
  async provisionAs(
    id: number,
    settings: Readonly<Record<string, unknown>>,
    fill: (tx: MigrationTransaction, tenant: TenantRef) => Promise<void>,
  ): Promise<TenantRef> {
    await using database = await this.open(1);
    // Awaited here, because leaving the scope closes the pool.
    return await database.transaction(async (tx) => {
      const tenant = tenantRef(id);
      await insertAs(tx, tenant, settings);
      await this.upgrade(tx, tenant);
      await fill(tx, tenant);
      return tenant;
    });
  }

  /**
   * Creates many tenants over one pool.
   * @param tenants the new tenants
   * @param parallel how many at once; 1 gives ids in the order of the list
   * @returns the new tenants, in the order of the list
   */
  async provisionAll(
    tenants: readonly NewTenant[],
    parallel: number = DEFAULT_PARALLEL,
  ): Promise<readonly TenantRef[]> {
    await using database = await this.open(parallel);
    const created: TenantRef[] = [];
    await inParallel([...tenants.entries()], parallel, async ([index, tenant]) => {
      created[index] = await this.provisionWith(database, tenant);
    });
    return created;
  }

  /**
   * Upgrades every tenant that lacks the newest version. A failing one is rolled back, recorded and skipped; the
   * next run takes it up again.
   * @param parallel how many tenants at once
   * @param told after each tenant, with how many are done and how many there are
   * @returns who was upgraded and who failed
   */
  async migrateAll(
    parallel: number = DEFAULT_PARALLEL,
    told: Told = () => undefined,
  ): Promise<TenantMigrationReport> {
    await using database = await this.open(parallel);
    const rows = await database.query<{ id: string; pending: boolean }>(
      `select id::text, (schema_version is distinct from ? or schema_error is not null) as pending
       from public.tenants order by id`,
      [this.version],
    );
    const pending = rows.filter((row) => row.pending).map((row) => tenantRef(Number(row.id)));
    const migrated: number[] = [];
    const failed: FailedTenant[] = [];
    await inParallel(pending, parallel, async (tenant) => {
      try {
        await withoutQueueing(() => database.transaction((tx) => this.upgrade(tx, tenant)));
        await database.transaction((tx) => releaseLanes(tx, tenant.id));
        migrated.push(tenant.id);
      } catch (error: unknown) {
        failed.push({ tenantId: tenant.id, error: await this.recordFailure(database, tenant, error) });
      }
      told(migrated.length + failed.length, pending.length);
    });
    return {
      current: rows.length - pending.length,
      migrated: migrated.sort((a, b) => a - b),
      failed: failed.sort((a, b) => a.tenantId - b.tenantId),
    };
  }

  private open(parallel: number): Promise<MigrationDatabase> {
    return MigrationDatabase.open(this.config.DATABASE_URL, this.lists.tenant, parallel);
  }

  private provisionWith(database: MigrationDatabase, tenant: NewTenant, told?: Told): Promise<TenantRef> {
    return database.transaction(async (tx) => {
      const [row] = await tx.execute<{ id: string }>(
        `insert into public.tenants (id, schema_name, name, tier, weight)
         select id, 'user_' || id, ?, ?, ?
         from (select nextval(pg_get_serial_sequence('public.tenants', 'id')) as id) as fresh
         returning id::text`,
        [tenant.name, tenant.tier ?? 'standard', tenant.weight ?? 1],
      );
      const ref = tenantRef(Number(row?.id));
      await this.upgrade(tx, ref, told);
      return ref;
    });
  }

  private async upgrade(tx: MigrationTransaction, tenant: TenantRef, told?: Told): Promise<void> {
    // The second key is an integer; ids beyond it would only share a lock, which is slower and not wrong.
    await tx.execute('select pg_advisory_xact_lock(?, (?::bigint % 2147483647)::integer)', [
      MIGRATION_LOCKS.tenant,
      tenant.id,
    ]);
    // Citus places a schema that is created under this setting, with all its tables, on one of its nodes. It counts
    // for this transaction alone, so the shared tables stay on the coordinator.
    if (this.config.CITUS === true) await tx.execute('set local citus.enable_schema_based_sharding to on');
    await limitLockWait(tx);
    await tx.execute(`create schema if not exists ${tenant.schema}`);
    await tx.execute(trackingTable(tenant));
    await tx.migrate(tenant.schema, told);
    await tx.execute(
      `update public.tenants set schema_version = ?, schema_error = null, updated_at = now() where id = ?`,
      [this.version, tenant.id],
    );
  }

  private async recordFailure(
    database: MigrationDatabase,
    tenant: TenantRef,
    error: unknown,
  ): Promise<string> {
    const description = describeFailure(error);
    await database
      .transaction(async (tx) => {
        // Its jobs would fail one after the other: they wait until somebody has repaired it.
        await holdLanes(tx, tenant.id);
        await tx.execute('update public.tenants set schema_error = ?, updated_at = now() where id = ?', [
          description,
          tenant.id,
        ]);
      })
      // The report names the tenant all the same; a database that is gone shows in every other tenant.
      .catch(() => undefined);
    return description;
  }
}

/** The ORM would make it with an integer sequence, which a cluster's nodes cannot draw from. */
function trackingTable({ schema }: TenantRef): string {
  return `
    create table if not exists ${schema}.mikro_orm_migrations (
      id bigint generated by default as identity primary key,
      name varchar(255),
      executed_at timestamptz default current_timestamp
    )`;
}

async function inParallel<T>(
  items: readonly T[],
  workers: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: Math.min(workers, items.length) }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}
