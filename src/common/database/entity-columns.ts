import type { EntityClass } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';

/**
 * Columns of an entity's table, each under the name of its property: for the few reads by hand whose rows are shown as
 * the entity is. Dates, numbers and JSON arrive as the entity has them; enums and texts are the same anyway.
 * @param em any entity manager
 * @param entity the class
 * @param alias of its table in the statement
 * @returns SQL for the select list
 */
export function entityColumns(em: EntityManager, entity: EntityClass<object>, alias: string): string {
  return em
    .getMetadata(entity)
    .props.map(({ name, fieldNames }) => `${alias}.${fieldNames[0] ?? name} as "${name}"`)
    .join(', ');
}
