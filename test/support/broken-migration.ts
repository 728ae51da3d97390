import { Migration } from '@mikro-orm/migrations';

/** A migration that cannot run. */
export class BrokenMigration extends Migration {
  override name = 'tenant_999_broken';

  override up(): void {
    this.addSql('alter table no_such_table add column x integer');
  }
}
