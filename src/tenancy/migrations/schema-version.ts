import type { Migration } from '@mikro-orm/migrations';
import type { MigrationLists } from './migration-lists.ts';

/**
 * Names the version a schema has when all of a list ran. The count is part of it, so that a migration which a merge
 * put before the newest one is noticed too.
 * @param list the tenant migrations, oldest first
 * @returns `<count>:<name of the newest>`, as stored in `tenants.schema_version`
 */
export function schemaVersion(list: MigrationLists['tenant']): string {
  const newest = list.at(-1);
  if (newest === undefined) return '0:none';
  return `${list.length}:${migrationName(newest)}`;
}

/**
 * @param migration one of a list
 * @returns its stable name: a property of the instance, since the class's own may change with a refactoring
 */
export function migrationName(migration: MigrationLists['tenant'][number]): string {
  return Reflect.construct<[], Migration>(migration, []).name ?? migration.name;
}

/**
 * Compares the version of a schema with what the program needs. A newer one is fine: a migration only adds, so that the
 * program of before goes on while instances are replaced one by one.
 * @param stored the schema's version; null where it never had one
 * @param list the tenant migrations, oldest first
 * @returns whether it lacks migrations
 */
export function isOutdated(stored: string | null, list: MigrationLists['tenant']): boolean {
  return Number.parseInt(stored ?? '0', 10) < list.length;
}
