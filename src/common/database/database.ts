import { Injectable, Optional } from '@nestjs/common';
import type { OnApplicationShutdown } from '@nestjs/common';
import { MikroORM } from '@mikro-orm/postgresql';
import type { Pool, PoolClient, PoolConfig } from 'pg';
import { AppConfig } from '../../config/app-config.ts';
import { DATABASE_WORKED } from './database-signals.ts';
import { OpenTransaction } from './open-transaction.ts';
import { PoolsApart, connectionsApart } from './pools-apart.ts';
import type { Apart } from './pools-apart.ts';
import { MOST_STATEMENTS, PreparedStatements } from './prepared-statements.ts';
import type { Sql, StatementOptions, Transaction } from './sql.ts';
import { ROW_TYPES } from './types.ts';
import { wasRolledBack } from './was-rolled-back.ts';

/** SQLSTATE of a deadlock, and of a serialisation failure, after which the same transaction may simply run again. */
const REPEATABLE_FAILURES = new Set(['40P01', '40001']);
const DEADLOCK_TRIES = 4;
/** Has statements planned once, as lookups. Before PostgreSQL 18 the price of what is off would look worth compiling. */
const AS_LOOKUPS = [
  'set local plan_cache_mode = force_generic_plan',
  ...['enable_seqscan', 'enable_hashjoin', 'enable_mergejoin', 'jit'].map(
    (name) => `set local ${name} = off`,
  ),
];
/** SQLSTATE of a prepared statement whose result has other columns since a migration. */
const PLAN_IS_OLD = '0A000';

/** How a transaction is run. */
export interface TransactionOptions {
  /**
   * Whether all its statements look rows up by keys. Prepared ones are then planned once per connection, without looking at
   * their parameters, and always as lookups. Otherwise the first five executions of each are planned anew, and a plan
   * that reads a whole table, since that was small when it was made, stays until PostgreSQL takes new figures of it. Nothing where statements are not prepared.
   */
  readonly lookups?: boolean;
  /** Longest wait for a lock, in ms, after which the transaction is refused; without it, for as long as it takes. */
  readonly lockWaitMs?: number;
  /** Whose connections are used, where some are kept for that: those of everything else by default. */
  readonly apart?: Apart;
}

/** For transactions whose statements all look rows up by keys. */
export const LOOKUPS: TransactionOptions = { lookups: true };

/** How the pool of connections is used. */
export interface PoolUsage {
  readonly open: number;
  readonly idle: number;
  /** Work that waits for a connection. */
  readonly waiting: number;
}

/**
 * Runs hand-written SQL on the ORM's own pool, so that an instance has one budget of connections. It knows no
 * tenant: statements on a tenant's tables name the schema by `TenantRef`, which only `tenantRef()` makes.
 */
@Injectable()
export class Database implements Sql, OnApplicationShutdown {
  /** Transactions that were repeated after a deadlock. Tests assert that it stays 0. */
  deadlocks = 0;
  private poolPromise: Promise<Pool> | undefined;
  private readonly statements = new PreparedStatements();
  private readonly apart: PoolsApart | undefined;

  constructor(
    private readonly orm: MikroORM,
    @Optional() private readonly config?: AppConfig,
  ) {
    if (config !== undefined && connectionsApart(config) > 0) {
      this.apart = new PoolsApart(
        orm.config.get<'driverOptions', PoolConfig>('driverOptions'),
        config.DB_REMEMBERED_TENANTS,
      );
    }
  }

  /** @returns connections of all pools, and how much waits for one */
  async usage(): Promise<PoolUsage> {
    const pools = [await this.pool(), ...(this.apart?.open ?? [])];
    const sum = (of: (pool: Pool) => number): number => pools.reduce((total, pool) => total + of(pool), 0);
    return {
      open: sum(({ totalCount }) => totalCount),
      idle: sum(({ idleCount }) => idleCount),
      waiting: sum(({ waitingCount }) => waitingCount),
    };
  }

  /** Closes the connections that are not the ORM's. */
  async onApplicationShutdown(): Promise<void> {
    await this.apart?.end();
  }

  /**
   * Runs one statement on any connection.
   * @param text the statement
   * @param values its parameters
   * @param options how
   * @returns the rows
   */
  async query<R extends object>(
    text: string,
    values: readonly unknown[] = [],
    options?: StatementOptions,
  ): Promise<R[]> {
    const pool = await this.pool();
    const client = await pool.connect();
    let usable = true;
    try {
      const startedAtMs = performance.now();
      const rows = await this.run<R>(client, text, values, options);
      DATABASE_WORKED.say({ what: 'statement', seconds: (performance.now() - startedAtMs) / 1000 });
      return rows;
    } catch (error: unknown) {
      usable = wasRolledBack(error) && codeOf(error) !== PLAN_IS_OLD;
      throw error;
    } finally {
      this.release(client, usable);
    }
  }

  /** @inheritdoc */
  send(text: string, values?: readonly unknown[], options?: StatementOptions): Promise<void> {
    return this.query(text, values, options).then(() => undefined);
  }

  /**
   * Runs statements in one READ COMMITTED transaction: each statement sees what was committed before it began,
   * which "lock first, read in the next statement" depends on. After a deadlock it is repeated from the start.
   * @param work receives the connection; it must have no other effect, since it may run again
   * @param options how
   * @returns what `work` returns
   */
  async transaction<T>(work: (sql: Transaction) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(work, options);
      } catch (error: unknown) {
        if (attempt >= DEADLOCK_TRIES || !isRepeatable(error)) throw error;
        this.deadlocks += 1;
      }
    }
  }

  private async once<T>(work: (sql: Transaction) => Promise<T>, options: TransactionOptions): Promise<T> {
    const apart = options.apart && this.apart?.of(options.apart);
    const client = await (apart?.pool ?? (await this.pool())).connect();
    const transaction = new OpenTransaction(client, this.beginning(options), (text, values, how) =>
      this.run(client, text, values, how),
    );
    let usable = true;
    try {
      const result = await work(transaction);
      DATABASE_WORKED.say({ what: 'commit', seconds: await transaction.end() });
      return result;
    } catch (error: unknown) {
      usable = codeOf(error) !== PLAN_IS_OLD;
      transaction.abort();
      // A connection that cannot even roll back is not given to the next caller.
      await client.query('rollback').catch(() => (usable = false));
      throw error;
    } finally {
      this.release(client, usable, apart?.mostStatements);
    }
  }

  private beginning({ lookups = false, lockWaitMs }: TransactionOptions): string {
    return [
      'begin isolation level read committed',
      ...(lookups && this.remembers ? AS_LOOKUPS : []),
      ...(lockWaitMs === undefined ? [] : [`set local lock_timeout = ${lockWaitMs}`]),
    ].join('; ');
  }

  private get remembers(): boolean {
    return this.config?.DB_PREPARED_STATEMENTS !== false;
  }

  /** Sends at once, whatever is still unanswered: a transaction's statements are carried out in the order of the calls. */
  private run<R extends object>(
    client: PoolClient,
    text: string,
    values: readonly unknown[],
    options?: StatementOptions,
  ): Promise<R[]> {
    const remembered = options?.prepared === true && this.remembers;
    const name = remembered ? this.statements.nameOn(client, text) : undefined;
    return client
      .query<R>({ ...(name && { name }), text, values: [...values], types: ROW_TYPES })
      .then(({ rows }) => rows);
  }

  private release(client: PoolClient, usable: boolean, most = MOST_STATEMENTS): void {
    client.release(!usable || this.statements.isFull(client, most));
  }

  private pool(): Promise<Pool> {
    this.poolPromise ??= this.connect();
    return this.poolPromise;
  }

  private async connect(): Promise<Pool> {
    const connection = this.orm.em.getDriver().getConnection();
    // The ORM ends the pool on shutdown only if it was ever used through the ORM itself; an idle pool would keep the
    // program alive for another ten seconds.
    await connection.execute('select 1');
    return connection.getNativeClient();
  }
}

function isRepeatable(error: unknown): boolean {
  return REPEATABLE_FAILURES.has(codeOf(error) ?? '');
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
