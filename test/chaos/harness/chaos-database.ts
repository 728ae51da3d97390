import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import { databaseAccount } from '../../../src/common/database/embedded-postgres/database-account.ts';
import { EmbeddedPostgres } from '../../../src/common/database/embedded-postgres/embedded-postgres.ts';
import { launchPostmaster } from '../../../src/common/database/embedded-postgres/launch-postmaster.ts';
import { postgresBinaries } from '../../../src/common/database/embedded-postgres/postgres-binaries.ts';
import { waitUntilGone } from '../../../src/common/database/embedded-postgres/postmaster.ts';
import { ROW_TYPES } from '../../../src/common/database/types.ts';
import { MIGRATIONS } from '../../../src/mikro-orm.config.ts';
import { migrateEverything } from '../../../src/tenancy/migrations/migrate-everything.ts';
import { TenantMigrator } from '../../../src/tenancy/migrations/tenant-migrator.ts';
import { TcpProxy } from './tcp-proxy.ts';
import type { ProxiedLink, Verdict } from './tcp-proxy.ts';
import { installCommitRefusal } from './commit-refusal.ts';

const BACK_MS = 60_000;

/** How a commit looks on the wire: the statement itself, or the values of one that ends steps and commits by itself. */
const COMMITS = ['commit\0', '"appended":'];

/**
 * A PostgreSQL that waits for the disk at every commit, that can be killed and started again, and that the servers reach only
 * through a proxy whose connections can be made to fail.
 */
export class ChaosDatabase {
  private readonly pool: Pool;
  private pid: number;
  private nextCommit: Verdict = 'pass';
  /** Connections that were cut around a COMMIT. */
  commitsCut = 0;
  private refusedBefore = 0;

  private constructor(
    private readonly postgres: EmbeddedPostgres,
    private proxyPort: number,
  ) {
    this.pid = postgres.pid;
    this.pool = new Pool({ connectionString: postgres.url, application_name: 'chaos', max: 3 });
    this.pool.on('error', () => undefined);
  }

  private proxy: TcpProxy | undefined;

  /**
   * @param tenants how many tenants it has, with the ids 1 to n
   * @returns the database, migrated
   */
  static async start(tenants: number): Promise<ChaosDatabase> {
    const postgres = await EmbeddedPostgres.start({ persistent: false, fsync: true });
    const database = new ChaosDatabase(postgres, postgres.port);
    const config = { DATABASE_URL: postgres.url };
    await migrateEverything(config, MIGRATIONS);
    const names = Array.from({ length: tenants }, (_, index) => ({ name: `Tenant ${index + 1}` }));
    await new TenantMigrator(config, MIGRATIONS).provisionAll(names, 1);
    for (const text of installCommitRefusal(tenants)) await database.look(text);
    database.proxy = await TcpProxy.start(
      () => postgres.port,
      (link, chunk) => database.judge(link, chunk),
    );
    database.proxyPort = database.proxy.port;
    return database;
  }

  /** @returns the address under which servers reach it */
  get url(): string {
    const url = new URL(this.postgres.url);
    url.port = String(this.proxyPort);
    return url.href;
  }

  /**
   * Looks into it past the proxy, waiting for it where it is being restarted.
   * @param text a statement
   * @param values its parameters
   * @returns its rows
   */
  async look<R extends object>(text: string, values: readonly unknown[] = []): Promise<R[]> {
    const deadline = performance.now() + BACK_MS;
    for (;;) {
      try {
        return (await this.pool.query<R>({ text, values: [...values], types: ROW_TYPES })).rows;
      } catch (error: unknown) {
        const { code } = error as { code?: string };
        // A statement that the server itself refuses is wrong; everything else is the connection.
        if (code !== undefined && /^(22|23|42)/.test(code)) throw error;
        if (performance.now() > deadline) throw error;
        await delay(50);
      }
    }
  }

  /**
   * Kills the server of the database and starts it again on what the disk has.
   * @param signal SIGKILL for a crash, SIGQUIT for an immediate shutdown
   */
  async crash(signal: 'SIGKILL' | 'SIGQUIT'): Promise<void> {
    const refused = await this.commitsRefused();
    process.kill(this.pid, signal);
    if (!(await waitUntilGone(this.pid, BACK_MS))) throw new Error('PostgreSQL did not end');
    const account = await databaseAccount();
    const { postgres } = await postgresBinaries(account, () => undefined);
    const { home, port } = this.postgres;
    const deadline = performance.now() + BACK_MS;
    for (;;) {
      try {
        // Orphaned backends hold the shared memory until they notice that the postmaster is gone.
        this.pid = (await launchPostmaster({ home, postgres, account, port, settings: {} })).pid;
        break;
      } catch (error: unknown) {
        if (performance.now() > deadline) throw error;
        await delay(100);
      }
    }
    // A sequence may skip numbers in a crash.
    await this.look(`select setval('public.chaos_refused', $1, true)`, [refused + 1]);
    this.refusedBefore = 1;
  }

  /** The next COMMIT loses its connection before it arrives, or between its arrival and its answer. */
  cutNextCommit(verdict: Exclude<Verdict, 'pass'>): void {
    this.nextCommit = verdict;
  }

  /** @param share of the changed rows of tasks whose commit the database refuses from now on */
  async refuseCommits(share: number): Promise<void> {
    await this.look('update public.chaos set refuse = $1', [share]);
  }

  /** @returns how many commits the database itself has refused */
  async commitsRefused(): Promise<number> {
    const [row] = await this.look<{ count: number }>(
      `select (case when is_called then last_value else 0 end)::int as count from public.chaos_refused`,
    );
    return Math.max(0, (row?.count ?? 0) - this.refusedBefore);
  }

  /** @returns how many of the servers' connections were ended by the database */
  async terminateConnections(most: number): Promise<number> {
    const [row] = await this.look<{ count: number }>(
      `select count(*) filter (where pg_terminate_backend(pid))::int as count
       from (select pid from pg_stat_activity
             where datname = current_database() and application_name like 'stoflow-%' order by random() limit $1) p`,
      [most],
    );
    return row?.count ?? 0;
  }

  /** @returns working connections of one kind: `listen` or `pool` */
  links(kind: 'listen' | 'pool'): readonly ProxiedLink[] {
    return this.proxy?.open(kind) ?? [];
  }

  /** Ends it and removes its files. */
  async stop(): Promise<void> {
    await this.pool.end();
    this.proxy?.stop();
    await this.postgres.stop();
  }

  private judge(link: ProxiedLink, chunk: Buffer): Verdict {
    if (chunk.includes('listen stoflow_')) link.kind = 'listen';
    else if (link.kind === '' && chunk.includes('select')) link.kind = 'pool';
    if (this.nextCommit === 'pass' || !COMMITS.some((sign) => chunk.includes(sign))) return 'pass';
    const verdict = this.nextCommit;
    this.nextCommit = 'pass';
    this.commitsCut += 1;
    return verdict;
  }
}
