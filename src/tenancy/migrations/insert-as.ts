import { DomainError } from '../../domain/errors.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { MigrationTransaction } from './migration-database.ts';

/** The id, or its schema, is in use. What is there must not be mixed with anything else. */
export class TenantExistsError extends DomainError {
  /** @param id the id */
  constructor(id: number) {
    super('tenant.exists', 'conflict', `There is a tenant ${id}, or a schema of its name, already.`);
  }
}

/**
 * Enters a tenant that comes from elsewhere, with all its jobs paused.
 * @param tx the transaction that creates it
 * @param tenant its id and schema
 * @param settings its columns of the shared table, as they were exported
 * @throws {TenantExistsError} when the id or the schema is in use
 */
export async function insertAs(
  tx: MigrationTransaction,
  tenant: TenantRef,
  settings: Readonly<Record<string, unknown>>,
): Promise<void> {
  const rows = await tx.execute(
    `insert into public.tenants (id, schema_name, name, tier, weight, unreachable_policy, unreachable_after_seconds,
                                 keep_jobs_days, keep_events_days, paused_since, paused_reason, paused_by)
     select ?::bigint, ?, p.name, p.tier, p.weight, p.unreachable_policy, p.unreachable_after_seconds,
            p.keep_jobs_days, p.keep_events_days, now(), 'It was imported and has not been let go on yet.', 'import'
     from jsonb_populate_record(null::public.tenants, ?::jsonb) p
     where to_regnamespace(?) is null
     on conflict do nothing returning id`,
    [tenant.id, tenant.schema, JSON.stringify(settings), tenant.schema],
  );
  if (rows.length === 0) throw new TenantExistsError(tenant.id);
  // Ids that are given out from now on lie behind it.
  await tx.execute(
    `select setval(pg_get_serial_sequence('public.tenants', 'id'), greatest(?::bigint,
       (select last_value from pg_sequences where schemaname = 'public' and sequencename = 'tenants_id_seq')))`,
    [tenant.id],
  );
}
