import { Injectable } from '@nestjs/common';
import type { Migration } from '@mikro-orm/migrations';
import { Database } from '../../common/database/database.ts';
import { AppConfig } from '../../config/app-config.ts';
import { MigrationLists } from '../../tenancy/migrations/migration-lists.ts';

/** What was found of the database. */
export interface DatabaseState extends Readonly<Record<string, number>> {
  /** Tenants that cannot work because the upgrade of their schema failed. */
  readonly failed_tenants: number;
  /** Migrations of the shared tables that this program does not know: a newer one has been at work. */
  readonly newer_migrations: number;
}

/** Whether the database can be used by this version of the program. */
@Injectable()
export class DatabaseHealth {
  private readonly known: readonly string[];

  constructor(
    private readonly database: Database,
    private readonly config: AppConfig,
    lists: MigrationLists,
  ) {
    this.known = lists.public.map((each) => Reflect.construct<[], Migration>(each, []).name ?? each.name);
  }

  /**
   * @returns how many tenants failed, and how many migrations are newer than the program
   * @throws when the database cannot be reached, or its shared tables have another version than the program may serve
   */
  async state(): Promise<DatabaseState> {
    const [row] = await this.database.query<{ lacking: number; newer: number; failed: number }>(
      `select (select count(*) from unnest($1::text[]) as known (name)
               where not exists (select from public.mikro_orm_migrations m where m.name = known.name)) as lacking,
              (select count(*) from public.mikro_orm_migrations where name <> all($1)) as newer,
              (select count(*) from public.tenants where schema_error is not null) as failed`,
      [this.known],
    );
    if (row === undefined || row.lacking > 0) throw new Error('the shared tables lack migrations');
    if (row.newer > 0 && !this.config.SERVE_NEWER_SCHEMA) {
      throw new Error('the shared tables are newer than the program');
    }
    return { failed_tenants: row.failed, newer_migrations: row.newer };
  }
}
