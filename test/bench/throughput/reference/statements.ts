import type { SchemaName } from '../../../../src/domain/tenant-ref.ts';

/**
 * The statements of the loop that an expert would write by hand for the same tables and the same promises: an epoch
 * that fences, one durable commit a step, history, one writer per product, fair lanes. Written independently of
 * the product's own, and fewer: what a first start and a successful step need, and nothing for what may go wrong.
 */
export const LOCK_LANES = `
  select from public.lanes where (tenant_id, account_id) in (select * from unnest($1::bigint[], $2::bigint[]))
  order by tenant_id, account_id for update`;

/** With: tenants, jobs, epochs, owner. */
export const END_LEASES = `
  with gone as (
    delete from public.job_queue q using unnest($1::bigint[], $2::bigint[], $3::bigint[]) as e (tenant_id, job_id, epoch)
    where q.tenant_id = e.tenant_id and q.job_id = e.job_id and q.epoch = e.epoch and q.owner = $4
    returning q.tenant_id, q.account_id
  )
  update public.lanes l
  set running = l.running - freed.jobs, updated_at = now(),
      ready_at = case when l.holds = '{}' and exists (
        select from public.job_queue q
        where q.tenant_id = l.tenant_id and q.account_id = l.account_id and q.state = 'ready'
      ) then now() end
  from (select tenant_id, account_id, count(*)::int as jobs from gone group by tenant_id, account_id) freed
  where l.tenant_id = freed.tenant_id and l.account_id = freed.account_id`;

/** With: owner, limit. */
export const LOCK_READY = `
  select tenant_id, account_id, max_running - running as free from public.lanes l
  where ready_at <= statement_timestamp() and executor = $1
    and not exists (
      select from public.marketplace_switches s
      where s.marketplace = l.marketplace and (s.paused or s.blocked_until > statement_timestamp())
    )
  order by vtime limit $2 for update skip locked`;

/** With: tenants, accounts, free slots, owner, limit. */
export const LEASE = `
  with head as (
    select q.tenant_id, q.job_id
    from unnest($1::bigint[], $2::bigint[], $3::int[]) with ordinality as lane (tenant_id, account_id, free, n)
    cross join lateral (
      select q.tenant_id, q.job_id from public.job_queue q
      where q.tenant_id = lane.tenant_id and q.account_id = lane.account_id and q.state = 'ready'
        and coalesce((
          select false from public.job_queue o
          where o.tenant_id = q.tenant_id and o.account_id = q.account_id and o.product_id = q.product_id
            and o.job_id <> q.job_id and (o.state = 'leased' or (o.state = 'ready' and o.seq < q.seq))
          limit 1
        ), true)
      order by q.priority, q.turn, q.job_id limit lane.free
    ) q
    order by lane.n limit $5
  ),
  leased as (
    update public.job_queue q set state = 'leased', owner = $4, epoch = q.epoch + 1
    from head where q.tenant_id = head.tenant_id and q.job_id = head.job_id and q.state = 'ready'
    returning q.tenant_id, q.job_id, q.account_id, q.epoch
  ),
  moved as (
    update public.lanes l
    set running = l.running + t.jobs, vtime = l.vtime + t.jobs / l.weight, updated_at = now(),
        ready_at = case when l.running + t.jobs < l.max_running and t.jobs > 0 then l.ready_at end
    from (
      select lane.tenant_id, lane.account_id, count(leased.job_id)::int as jobs
      from unnest($1::bigint[], $2::bigint[]) as lane (tenant_id, account_id)
      left join leased using (tenant_id, account_id) group by 1, 2
    ) t
    where l.tenant_id = t.tenant_id and l.account_id = t.account_id
  )
  select tenant_id::int as tenant, job_id::int as job, account_id::int as account, epoch::int as epoch from leased`;

/** With: job, epoch, owner, plan (array of steps), key of the first step, its timeout in ms. */
export const start = (schema: SchemaName): string => `
  with job as (
    update ${schema}.marketplace_jobs j
    set epoch = $2, status = 'processing', waiting_for = null, waiting_since = null, plan_version = 1,
        total_tasks = jsonb_array_length($4::jsonb), started_at = coalesce(started_at, now()), updated_at = now()
    where id = $1 and epoch < $2 and status in ('pending', 'processing') and not cancel_requested
      and not pause_requested and not exists (
        select from ${schema}.batch_jobs b where b.id = j.batch_job_id and (b.cancel_requested or b.paused)
      )
    returning *
  ),
  planned as (
    insert into ${schema}.marketplace_tasks
      (job_id, position, task_type, step, effect, description, status, attempt, attempt_key, not_after, started_at)
    select job.id, p.n, p.step ->> 'taskType', p.step ->> 'step', p.step ->> 'effect', p.step ->> 'description',
           case p.n when 1 then 'processing' else 'pending' end, case p.n when 1 then 1 else 0 end,
           case p.n when 1 then $5::uuid end,
           case p.n when 1 then now() + $6::float8 * interval '1 millisecond' end,
           case p.n when 1 then now() end
    from job, jsonb_array_elements($4::jsonb) with ordinality as p (step, n)
  ),
  event as (
    insert into ${schema}.job_events (job_id, batch_job_id, type, to_status, actor)
    select id, batch_job_id, 'started', status, 'worker ' || $3::text from job
  )
  select to_jsonb(job) as job,
         (select to_jsonb(p) from ${schema}.products p where p.id = job.product_id) as product,
         (select to_jsonb(a) from ${schema}.marketplace_accounts a where a.id = job.account_id) as account,
         (select jsonb_agg(l) from ${schema}.listings l
          where l.product_id = job.product_id and l.account_id = job.account_id) as listings
  from job`;

/** Ends a step and begins the next. With: job, epoch, position, result, key of the next step, its timeout in ms. */
export const step = (schema: SchemaName): string => `
  with job as (
    update ${schema}.marketplace_jobs j
    set done_tasks = done_tasks + 1, updated_at = now(),
        status = case when cancel_requested or coalesce(
                   (select b.cancel_requested from ${schema}.batch_jobs b where b.id = j.batch_job_id), false)
                 then 'cancelled' else status end
    where id = $1 and epoch = $2 and status = 'processing'
    returning id, batch_job_id, status
  ),
  tasks as (
    update ${schema}.marketplace_tasks t
    set status = case when position = $3 then 'success' when job.status = 'cancelled' then 'cancelled' else 'processing' end,
        result = case when position = $3 then $4::jsonb end,
        completed_at = case when position = $3 then now() end,
        attempt = case when position = $3 then attempt else attempt + 1 end,
        attempt_key = case when position = $3 then attempt_key else $5::uuid end,
        not_after = case when position = $3 then not_after else now() + $6::float8 * interval '1 millisecond' end,
        started_at = coalesce(started_at, now()), updated_at = now()
    from job where t.job_id = job.id and t.position in ($3, $3 + 1)
  ),
  event as (
    insert into ${schema}.job_events (job_id, batch_job_id, type, to_status, actor)
    select id, batch_job_id, 'ended', status, 'worker' from job where status <> 'processing'
  )
  select status from job`;

/** Ends the last step and the job. With: job, epoch, position, result, the job's result. */
export const complete = (schema: SchemaName): string => `
  with job as (
    update ${schema}.marketplace_jobs
    set done_tasks = done_tasks + 1, status = 'completed', attempts = attempts + 1, result_data = $5::jsonb,
        completed_at = now(), updated_at = now()
    where id = $1 and epoch = $2 and status = 'processing'
    returning id, batch_job_id, status
  ),
  task as (
    update ${schema}.marketplace_tasks t set status = 'success', result = $4::jsonb, completed_at = now(), updated_at = now()
    from job where t.job_id = job.id and t.position = $3
  ),
  event as (
    insert into ${schema}.job_events (job_id, batch_job_id, type, to_status, actor)
    select id, batch_job_id, 'ended', status, 'worker' from job
  )
  select status from job`;
