import type { Told } from '../../common/told.ts';
import type { AppConfig } from '../../config/app-config.ts';
import { MIGRATION_LOCKS } from './advisory-locks.ts';
import { limitLockWait, withoutQueueing } from './lock-wait.ts';
import { MigrationDatabase } from './migration-database.ts';
import type { MigrationLists } from './migration-lists.ts';

/** Brings the tables that all tenants share to the newest version. */
export class PublicMigrator {
  /**
   * @param config names the database
   * @param lists the program's migrations
   */
  constructor(
    private readonly config: Pick<AppConfig, 'DATABASE_URL'>,
    private readonly lists: MigrationLists,
  ) {}

  /**
   * Runs what is pending, all or nothing; a second instance waits for the first and then finds nothing to do.
   * @param told after each migration
   * @returns names of the migrations that ran
   */
  async migrate(told?: Told): Promise<readonly string[]> {
    await using database = await MigrationDatabase.open(this.config.DATABASE_URL, this.lists.public, 1);
    // Awaited here, because leaving the scope closes the pool.
    return await withoutQueueing(() =>
      database.transaction(async (tx) => {
        await tx.execute('select pg_advisory_xact_lock(?)', [MIGRATION_LOCKS.public]);
        await limitLockWait(tx);
        return tx.migrate('public', told);
      }),
    );
  }
}
