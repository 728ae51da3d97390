import { describeFailure } from '../../common/database/describe-failure.ts';
import type { Sql } from '../../common/database/sql.ts';
import type { MigrationLists } from '../../tenancy/migrations/migration-lists.ts';
import { migrationName } from '../../tenancy/migrations/schema-version.ts';
import type { Finding } from './check.ts';

const MIGRATE = 'npm run cli -- migrate';

/** What every other look stands on. */
export interface Foundations {
  readonly findings: readonly Finding[];
  /** Whether there is anything to look at behind them. */
  readonly carry: boolean;
}

/**
 * Looks whether the database answers and has the tables that all tenants share.
 * @param sql the database
 * @param migrations what the program needs
 * @returns what is wrong with them, and whether other looks make sense
 */
export async function examineFoundations(sql: Sql, migrations: MigrationLists): Promise<Foundations> {
  try {
    const [tables] = await sql.query<{ name: string; migrated: boolean }>(
      `select current_database() as name,
              to_regclass('public.tenants') is not null and to_regclass('public.mikro_orm_migrations') is not null as migrated`,
    );
    if (tables === undefined || !tables.migrated)
      return { findings: [notMigrated(tables?.name)], carry: false };
    const lacking = await sql.query<{ name: string }>(
      `select name from unnest($1::text[]) as known (name)
       where not exists (select from public.mikro_orm_migrations m where m.name = known.name)`,
      [migrations.public.map(migrationName)],
    );
    return { findings: lacking.length === 0 ? [] : [outdated(lacking.length)], carry: true };
  } catch (error: unknown) {
    return { findings: [unreachable(error)], carry: false };
  }
}

function notMigrated(name = 'the database'): Finding {
  return {
    code: 'database.not_migrated',
    subject: `database ${name}`,
    message: 'it has no tables of StoFlow: it is new, or another one was meant',
    todo: `Where it is new, ${MIGRATE} makes them; starting the program does, too. Where there should be tenants, DATABASE_URL names another database than it should.`,
  };
}

function outdated(count: number): Finding {
  return {
    code: 'database.outdated',
    subject: 'the tables that tenants share',
    message: `they lack ${count} ${count === 1 ? 'migration' : 'migrations'} of this program`,
    todo: MIGRATE,
  };
}

function unreachable(error: unknown): Finding {
  return {
    code: 'database.unreachable',
    subject: 'database',
    message: `it does not answer: ${describeFailure(error)}`,
    todo: 'Look whether PostgreSQL runs, and whether DATABASE_URL names its host, database, user and password.',
  };
}
