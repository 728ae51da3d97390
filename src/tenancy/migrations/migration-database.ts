import type { Constructor, Transaction } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import type { Migration } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import type { Told } from '../../common/told.ts';
import { connectionOptions } from '../../common/database/connection-options.ts';
import { migrationName } from './schema-version.ts';

/** Runs one list of migrations inside a transaction that the caller opened. */
class ListMigrator extends Migrator {
  /** Does what needs no lock, on a connection of its own and therefore before a transaction holds one. */
  prepare(): Promise<void> {
    return this.init();
  }
}

/** What a migration's transaction offers to the work around it. */
export interface MigrationTransaction {
  /**
   * Runs a statement.
   * @param sql its text, with `?` parameters
   * @param values the parameters
   * @returns the rows
   */
  execute<R extends object>(sql: string, values?: readonly unknown[]): Promise<R[]>;
  /**
   * Runs the pending migrations in a schema, whose tracking table lies in that schema.
   * @param schema its name
   * @param told after each, with its place in the list
   * @returns names of the migrations that ran
   */
  migrate(schema: string, told?: Told): Promise<readonly string[]>;
}

/**
 * A connection pool for migrations alone. They set the search path, which must never happen on a connection that
 * requests share, so the pool is opened for the work and closed after it.
 */
export class MigrationDatabase implements AsyncDisposable {
  private constructor(
    private readonly orm: MikroORM,
    private readonly names: readonly string[],
  ) {}

  /**
   * @param url the database
   * @param list the migrations, oldest first
   * @param parallel how many transactions run at once
   * @returns the opened pool; close it with `await using`
   */
  static async open(
    url: string | undefined,
    list: readonly Constructor<Migration>[],
    parallel: number,
  ): Promise<MigrationDatabase> {
    const orm = await MikroORM.init({
      ...connectionOptions(url, parallel, 'stoflow-migrate'),
      entities: [],
      ensureDatabase: false,
      discovery: { warnWhenNoEntities: false },
      logger: () => undefined,
      migrations: {
        migrationsList: [...list],
        snapshot: false,
        silent: true,
        disableForeignKeys: false,
        transactional: true,
        allOrNothing: true,
        // Keeps the migrator from creating its tracking table in the default schema at once.
        includeWildcardSchema: true,
      },
    });
    await orm.connect();
    return new MigrationDatabase(orm, list.map(migrationName));
  }

  /**
   * @param sql a statement with `?` parameters
   * @param values its parameters
   * @returns the rows
   */
  async query<R extends object>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
    return this.orm.em.getConnection().execute<R[]>(sql, [...values], 'all');
  }

  /**
   * Runs work in one transaction. Every call has a migrator of its own, since a migrator remembers the schema it
   * works on and the tables it created, even where they were rolled back.
   * @param work what to do
   * @returns what `work` returns
   */
  async transaction<T>(work: (tx: MigrationTransaction) => Promise<T>): Promise<T> {
    const connection = this.orm.em.getConnection();
    const migrator = new ListMigrator(this.orm.em);
    await migrator.prepare();
    return connection.transactional(async (ctx: Transaction<unknown>) =>
      work({
        execute: <R extends object>(sql: string, values: readonly unknown[] = []) =>
          connection.execute<R[]>(sql, [...values], 'all', ctx),
        migrate: async (schema, told) => {
          const { names } = this;
          if (told !== undefined)
            migrator.on('migrated', ({ name }) => told(names.indexOf(name) + 1, names.length));
          const done = await migrator.up({ schema, transaction: ctx });
          return done.map((migration) => migration.name);
        },
      }),
    );
  }

  /** Closes the pool. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.orm.close(true);
  }
}
