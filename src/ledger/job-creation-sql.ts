import type { TenantRef } from '../domain/tenant-ref.ts';

/**
 * Makes jobs, but for those for which one waits already.
 * @param tenant whose tables
 * @returns SQL with: batch, action type, marketplace, action, account, priority, most attempts, input, delay in ms,
 *   expiry in ms (or null), who asks, idempotency key and request hash (or null), product ids, refusals (or null), span (or null)
 */
export const INSERT_JOBS = ({ schema }: TenantRef): string => `
  with job as (
    insert into ${schema}.marketplace_jobs
      (batch_job_id, action_type_id, marketplace, action_code, account_id, priority, max_attempts, input_data,
       run_at, waiting_for, waiting_since, expires_at, expires_after, requested_by, idempotency_key, request_hash,
       traceparent, product_id, status, error, completed_at)
    select $1, $2, $3, $4, $5, $6, $7, $8,
           now() + $9::float8 * interval '1 millisecond',
           case when s.refusal is null and $9::float8 > 0 then 'schedule' end,
           case when s.refusal is null then now() end,
           now() + $10::float8 * interval '1 millisecond', $10::float8 * interval '1 millisecond',
           $11, $12, $13, $16, s.product_id,
           case when s.refusal is null then 'pending' else 'failed' end,
           s.refusal,
           case when s.refusal is null then null else now() end
    from unnest($14::bigint[], $15::jsonb[]) with ordinality as s (product_id, refusal, ordinal)
    order by s.ordinal
    on conflict (account_id, product_id, action_code)
      where status in ('pending', 'paused') and not unresolved
      do nothing
    returning id, batch_job_id, product_id, status, error
  ),
  event as (
    insert into ${schema}.job_events (job_id, batch_job_id, type, to_status, actor, reason, details)
    select id, batch_job_id, case when status = 'failed' then 'refused' else 'created' end, status, $11,
           error ->> 'message', error
    from job
  )
  select id as "jobId", product_id as "productId", status = 'failed' as refused from job order by id`;
