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
  // The stable name is a property of the instance; the class's own name may change with a refactoring.
  const { name } = Reflect.construct<[], Migration>(newest, []);
  return `${list.length}:${name ?? newest.name}`;
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
