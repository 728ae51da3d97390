import type { TenantCheck } from './check.ts';

const AGO = (moment: string): string => `to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
const COUNTS = ['pending', 'processing', 'paused', 'completed', 'failed', 'cancelled', 'expired'] as const;

/** What may be wrong in one tenant's tables, or between them and the queue. */
export const TENANT_CHECKS: readonly TenantCheck[] = [
  {
    code: 'job.without_pointer',
    statement: ({ schema }) => `
      select 'tenant ' || $1::bigint || ', job ' || j.id as subject,
             'is ' || j.status || ' and has no place in the queue, untouched since ' || ${AGO('j.updated_at')} as message
      from ${schema}.marketplace_jobs j
      where j.status in ('pending', 'processing') and j.updated_at < now() - interval '5 minutes'
        and not exists (select from public.job_queue q where q.tenant_id = $1::bigint and q.job_id = j.id)
      order by j.id`,
    todo: 'Nothing: an instance that runs jobs puts it back within a minute. If it stays, none is alive, or the tenant is suspended.',
  },
  {
    code: 'pointer.without_job',
    statement: ({ schema }) => `
      select 'tenant ' || q.tenant_id || ', job ' || q.job_id as subject,
             'is in the queue (' || q.state || ') and '
             || coalesce('has ended: ' || j.status, 'does not exist') as message
      from public.job_queue q left join ${schema}.marketplace_jobs j on j.id = q.job_id
      where q.tenant_id = $1::bigint and q.state <> 'leased'
        and (j.id is null or j.status in ('completed', 'failed', 'cancelled', 'expired'))
      order by q.job_id`,
    todo: 'Nothing: it is removed when it is claimed, after three tries where there is no job. A parked one stays: docs/deploy/backups.md.',
  },
  {
    code: 'lane.missing',
    statement: ({ schema }) => `
      select 'tenant ' || $1::bigint || ', account ' || a.id || ' (' || a.marketplace || ')' as subject,
             'has no lane: its jobs are never claimed' as message
      from ${schema}.marketplace_accounts a
      where not exists (select from public.lanes l where l.tenant_id = $1::bigint and l.account_id = a.id)
      order by a.id`,
    todo: 'Make the lane by hand: docs/deploy/backups.md has the statement.',
  },
  {
    code: 'account.needs_person',
    statement: ({ schema }) => `
      select 'tenant ' || $1::bigint || ', account ' || a.id || ' (' || a.marketplace || ')' as subject,
             a.connection || coalesce(': ' || a.status_reason, '') as message
      from ${schema}.marketplace_accounts a where a.connection not in ('connected', 'disconnected') order by a.id`,
    todo: 'needs_reauth: the seller connects the account again. challenge: the seller solves the check in the browser.',
  },
  {
    code: 'batch.counts_stale',
    statement: ({ schema }) => `
      select 'tenant ' || $1::bigint || ', batch ' || b.id as subject,
             'says ' || b.status || ' with ' || b.total_count || ' jobs; counted anew it has ' || c.total
             || ' jobs, ' || c.pending + c.processing + c.paused || ' of them open' as message
      from ${schema}.batch_jobs b cross join lateral (
        select coalesce(sum(jobs), 0) as total,
               ${COUNTS.map((status) => `coalesce(sum(jobs) filter (where status = '${status}'), 0) as ${status}`).join(', ')}
        from (
          select status, count(*) as jobs from ${schema}.marketplace_jobs where batch_job_id = b.id group by status
          union all
          select s.key, s.value::bigint from jsonb_each(b.archived) m, jsonb_each_text(m.value) s
        ) each
      ) c
      where b.updated_at < now() - interval '1 minute' and (c.total <> b.total_count
        or ${COUNTS.map((status) => `c.${status} <> b.${status}_count`).join(' or ')})
      order by b.id`,
    todo: 'Open batches are recounted every few seconds by instances that run jobs: see instance.none and batch.not_watched.',
  },
  {
    code: 'batch.not_watched',
    statement: ({ schema }) => `
      select 'tenant ' || $1::bigint || ', batch ' || b.id as subject,
             'is ' || b.status || ' and nobody watches over it' as message
      from ${schema}.batch_jobs b
      where b.status in ('pending', 'processing') and not exists (
        select from public.open_batches o where o.tenant_id = $1::bigint and o.batch_id = b.id)
      order by b.id`,
    todo: 'It ends late, or never. Enter it in open_batches: docs/deploy/backups.md has the statement.',
  },
  {
    code: 'job.step_unknown',
    statement: ({ schema }) => `
      select 'tenant ' || $1::bigint || ', job ' || t.job_id || ', step ' || t.step as subject,
             'nobody knows whether it took effect, since ' || ${AGO('t.updated_at')} || '; its job is ' || j.status
             || coalesce(': ' || (t.error ->> 'message'), '') as message
      from ${schema}.marketplace_tasks t join ${schema}.marketplace_jobs j on j.id = t.job_id
      where t.status = 'unknown' order by t.id`,
    todo: 'A waiting job looks it up by itself. A failed one is retried: that looks it up first. Until then the same is not begun anew.',
  },
];
