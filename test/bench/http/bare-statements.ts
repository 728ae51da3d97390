import type { SchemaName } from '../../../src/domain/tenant-ref.ts';

/** A job with its steps, its lane and its place in the queue, which is what the product's answer tells. With: job, tenant. */
export const READ_JOB = (schema: SchemaName): string => `
  select j.*,
         (select jsonb_agg(t order by t.position) from ${schema}.marketplace_tasks t where t.job_id = j.id) as tasks,
         (select to_jsonb(l) from public.lanes l where l.tenant_id = $2 and l.account_id = j.account_id) as lane,
         (select to_jsonb(q) from public.job_queue q where q.tenant_id = $2 and q.job_id = j.id) as pointer
  from ${schema}.marketplace_jobs j where j.id = $1`;

/** What making a job writes at least. */
export const LOCK_LANE = `select from public.lanes where tenant_id = $1 and account_id = $2 for update`;

export const INSERT_JOB = (schema: SchemaName): string => `
  with job as (
    insert into ${schema}.marketplace_jobs
      (action_type_id, marketplace, action_code, account_id, product_id, priority, max_attempts)
    select t.id, t.marketplace, t.code, $1, p.id, t.priority, t.max_attempts
    from public.marketplace_action_types t, ${schema}.products p
    where t.marketplace = 'idle' and t.code = 'publish' and p.id = $2
    on conflict do nothing
    returning *
  ),
  event as (
    insert into ${schema}.job_events (job_id, type, to_status, actor) select id, 'created', status, 'bench' from job
  )
  select * from job`;

export const INSERT_POINTER = `
  insert into public.job_queue (tenant_id, account_id, product_id, job_id, priority, turn, run_at, state)
  select $1, $2, $3, $4, 3, coalesce((
    select q.turn from public.job_queue q
    where q.tenant_id = $1 and q.account_id = $2 and q.state = 'ready' and q.priority = 3
    order by q.turn limit 1
  ), 1), now(), 'ready'`;

export const WAKE_LANE = `
  update public.lanes set ready_at = coalesce(ready_at, now()), updated_at = now()
  where tenant_id = $1 and account_id = $2 and running < max_running and holds = '{}'`;
