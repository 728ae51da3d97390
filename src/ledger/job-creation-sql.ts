import type { TenantRef } from '../domain/tenant-ref.ts';

/**
 * Makes jobs, but for those for which one waits already. What jobs have in common is told once, in the columns of their
 * template, which a job names by its number from 1.
 * @param tenant whose tables
 * @returns SQL with columns of templates: batches, action types, marketplaces, actions, accounts, priorities, most
 *   attempts, inputs, delays in ms, expiries in ms (or null), who asks, idempotency keys, request hashes and spans (or
 *   null); and columns of jobs: their templates, product ids, refusals (or null)
 */
export const INSERT_JOBS = ({ schema }: TenantRef): string => `
  with template as (
    select * from unnest($1::bigint[], $2::int[], $3::text[], $4::text[], $5::bigint[], $6::smallint[], $7::int[],
                         $8::jsonb[], $9::float8[], $10::float8[], $11::text[], $12::text[], $13::text[], $14::text[])
      with ordinality as t (batch_job_id, action_type_id, marketplace, action_code, account_id, priority, max_attempts,
                            input, delay_ms, expires_ms, requested_by, idempotency_key, request_hash, traceparent, no)
  ),
  subject as (
    select * from unnest($15::int[], $16::bigint[], $17::jsonb[])
      with ordinality as s (template_no, product_id, refusal, ordinal)
  ),
  job as (
    insert into ${schema}.marketplace_jobs
      (batch_job_id, action_type_id, marketplace, action_code, account_id, priority, max_attempts, input_data,
       run_at, waiting_for, waiting_since, expires_at, expires_after, requested_by, idempotency_key, request_hash,
       traceparent, product_id, status, error, completed_at)
    select t.batch_job_id, t.action_type_id, t.marketplace, t.action_code, t.account_id, t.priority, t.max_attempts,
           t.input,
           now() + t.delay_ms * interval '1 millisecond',
           case when s.refusal is null and t.delay_ms > 0 then 'schedule' end,
           case when s.refusal is null then now() end,
           now() + t.expires_ms * interval '1 millisecond', t.expires_ms * interval '1 millisecond',
           t.requested_by, t.idempotency_key, t.request_hash, t.traceparent, s.product_id,
           case when s.refusal is null then 'pending' else 'failed' end,
           s.refusal,
           case when s.refusal is null then null else now() end
    from subject s join template t on t.no = s.template_no
    order by s.ordinal
    on conflict (account_id, product_id, action_code)
      where status in ('pending', 'paused') and not unresolved
      do nothing
    returning id, batch_job_id, account_id, action_code, product_id, status, error, requested_by
  ),
  event as (
    insert into ${schema}.job_events (job_id, batch_job_id, type, to_status, actor, reason, details)
    select id, batch_job_id, case when status = 'failed' then 'refused' else 'created' end, status, requested_by,
           error ->> 'message', error
    from job
  )
  select id as "jobId", account_id as "accountId", action_code as "actionCode", product_id as "productId",
         status = 'failed' as refused
  from job order by id`;

/**
 * Finds the jobs that wait for what is asked for.
 * @param tenant whose tables
 * @returns SQL with columns: accounts, actions, products (or null)
 */
export const FIND_WAITING = ({ schema }: TenantRef): string => `
  with wanted as (
    select * from unnest($1::bigint[], $2::text[], $3::bigint[])
      with ordinality as w (account_id, action_code, product_id, ordinal)
  )
  select w.ordinal::int - 1 as index, j.id as "jobId"
  from wanted w join ${schema}.marketplace_jobs j
    on j.account_id = w.account_id and j.product_id = w.product_id and j.action_code = w.action_code
  where j.status in ('pending', 'paused') and not j.unresolved
  union all
  select w.ordinal::int - 1 as index, j.id
  from wanted w join ${schema}.marketplace_jobs j
    on j.account_id = w.account_id and j.product_id is null and j.action_code = w.action_code
  where w.product_id is null and j.status in ('pending', 'paused') and not j.unresolved`;
