declare const schemaBrand: unique symbol;

/** A schema name that came from {@link tenantRef}, and is therefore safe to place in SQL text. */
export type SchemaName = string & { readonly [schemaBrand]: true };

/** A tenant as the queue and the ledger name it: its id and the schema that follows from it. */
export interface TenantRef {
  readonly id: number;
  readonly schema: SchemaName;
}

/**
 * Names a tenant's schema. It is the only place that does, so no schema name is ever built from user input.
 * @param id the tenant's id, a positive integer
 * @returns the tenant with its schema `user_<id>`
 * @throws {RangeError} when the id is not a positive safe integer
 */
export function tenantRef(id: number): TenantRef {
  if (!Number.isSafeInteger(id) || id <= 0) throw new RangeError(`not a tenant id: ${String(id)}`);
  return { id, schema: `user_${id}` as SchemaName };
}
