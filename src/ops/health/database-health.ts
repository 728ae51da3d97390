import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import { MigrationLists } from '../../tenancy/migrations/migration-lists.ts';

/** Whether the database can be used by this version of the program. */
@Injectable()
export class DatabaseHealth {
  constructor(
    private readonly database: Database,
    private readonly lists: MigrationLists,
  ) {}

  /**
   * @returns how many tenants cannot work because the upgrade of their schema failed
   * @throws when the database cannot be reached or lacks migrations of the shared tables
   */
  async state(): Promise<{ readonly failed_tenants: number }> {
    const [row] = await this.database.query<{ migrations: number; failed: number }>(
      `select (select count(*) from public.mikro_orm_migrations) as migrations,
              (select count(*) from public.tenants where schema_error is not null) as failed`,
    );
    if (row === undefined || row.migrations < this.lists.public.length) {
      throw new Error('the shared tables lack migrations');
    }
    return { failed_tenants: row.failed };
  }
}
