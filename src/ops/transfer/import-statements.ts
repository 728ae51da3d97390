import type { TenantRef } from '../../domain/tenant-ref.ts';
import { isUnresolved } from '../../ledger/settlement.ts';

/** Values that differ from the row as it was exported. */
const VALUES: Readonly<Record<string, string>> = {
  // Rows that refer to others of their table get that when all of them are there.
  superseded_by: 'null',
  // -1 stands for an action that the catalogue here does not have.
  action_type_id: `coalesce((?::jsonb ->> p.action_type_id::text)::int, -1)`,
};

/**
 * @param tenant whose table
 * @param table its name
 * @param columns all its columns
 * @returns SQL with: for jobs, ids of actions here by their ids there; then the rows as a JSON array
 */
export function insertRows({ schema }: TenantRef, table: string, columns: readonly string[]): string {
  const names = columns.map((column) => `"${column}"`).join(', ');
  const values = columns.map((column) => VALUES[column] ?? `p."${column}"`).join(', ');
  return `insert into ${schema}.${table} (${names}) overriding system value
    select ${values} from jsonb_populate_recordset(null::${schema}.${table}, ?::jsonb) p`;
}

/** @returns SQL with: the rows as a JSON array; it says which listing supersedes which */
export const supersede = ({ schema }: TenantRef): string => `
  update ${schema}.listings l set superseded_by = (r ->> 'superseded_by')::bigint
  from jsonb_array_elements(?::jsonb) r
  where l.id = (r ->> 'id')::bigint`;

/** Rows of shared tables: SQL with: the tenant's id; then the rows as a JSON array. */
export const SHARED_INSERTS: Readonly<Record<string, string>> = {
  // Nobody runs here: what a program or a browser set there is not true any more, and everything is paused at first.
  lanes: `
    insert into public.lanes (tenant_id, account_id, marketplace, max_running, weight, holds)
    select ?, p.account_id, p.marketplace, p.max_running, p.weight,
           array(select distinct hold from unnest(p.holds || '{tenant_paused}'::text[]
             || case when exists (select from public.marketplace_action_types t
                                  where t.marketplace = p.marketplace and t.needs_plugin)
                     then '{plugin}'::text[] else '{}' end) hold
                 where hold not in ('tenant', 'schema', 'rate') order by hold)
    from jsonb_populate_recordset(null::public.lanes, ?::jsonb) p`,
  job_queue: `
    insert into public.job_queue (tenant_id, job_id, account_id, product_id, batch_id, priority, turn, run_at,
                                  expires_at, state, epoch, unresolved, enqueued_at)
    select ?, p.job_id, p.account_id, p.product_id, p.batch_id, p.priority, p.turn, p.run_at,
           p.expires_at, p.state, p.epoch, p.unresolved, p.enqueued_at
    from jsonb_populate_recordset(null::public.job_queue, ?::jsonb) p`,
  recurring_actions: `
    insert into public.recurring_actions (tenant_id, account_id, action_code, next_at)
    select ?, p.account_id, p.action_code, p.next_at
    from jsonb_populate_recordset(null::public.recurring_actions, ?::jsonb) p`,
};

/**
 * What follows when all rows are there. Open jobs get a higher epoch than anybody has there, so that whoever still
 * holds one cannot write; a step that was under way is looked up or repeated as after a crash.
 * @param tenant whose rows
 * @returns statements without parameters
 */
export const conclusions = (tenant: TenantRef): readonly string[] => [
  `delete from public.job_queue q where q.tenant_id = ${tenant.id} and not exists (
     select from ${tenant.schema}.marketplace_jobs j
     where j.id = q.job_id and j.status in ('pending', 'processing', 'paused'))`,
  `update ${tenant.schema}.marketplace_jobs j
   set epoch = 1 + greatest(j.epoch, (
     select q.epoch from public.job_queue q where q.tenant_id = ${tenant.id} and q.job_id = j.id))
   where j.status in ('pending', 'processing', 'paused')`,
  `update public.job_queue q set epoch = j.epoch, unresolved = ${isUnresolved(tenant)}
   from ${tenant.schema}.marketplace_jobs j where q.tenant_id = ${tenant.id} and j.id = q.job_id`,
  `insert into public.open_batches (tenant_id, batch_id)
   select ${tenant.id}, id from ${tenant.schema}.batch_jobs where status in ('pending', 'processing')`,
];

/**
 * Accounts whose credentials stayed there have to be connected again.
 * @param tenant whose accounts
 * @returns statements with: ids of the accounts
 */
export const disconnected = (tenant: TenantRef): readonly string[] => [
  `update ${tenant.schema}.marketplace_accounts
   set connection = 'needs_reauth', status = case when status = 'paused' then status else 'needs_reauth' end,
       status_reason = 'The account was moved without its credentials.'
   where id in (select value::bigint from jsonb_array_elements_text(?::jsonb))`,
  `update public.lanes set holds = array_append(array_remove(holds, 'reauth'), 'reauth')
   where tenant_id = ${tenant.id} and account_id in (select value::bigint from jsonb_array_elements_text(?::jsonb))`,
];
