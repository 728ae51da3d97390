import type { TenantRef } from '../domain/tenant-ref.ts';
import { SUPERSEDED } from './already-waiting.ts';
import { recordEvent } from './history.ts';
import { worksOn } from './rows.ts';
import { interruptedTasks, isUnresolved } from './settlement.ts';

/** Locks jobs by id before their rows are read: the order in which everyone locks them. */
const lockedJobs = (schema: string, condition: string): string => `
  locked as (
    select id from ${schema}.marketplace_jobs where id = any($1::bigint[]) and ${condition} order by id for update
  )`;

/**
 * Cancels waiting jobs and asks running ones.
 * @param tenant whose tables
 * @returns SQL with: job ids, actor, reason; rows are the jobs that have ended by it
 */
export const CANCEL_JOBS = ({ schema }: TenantRef): string => `
  with ${lockedJobs(schema, `status in ('pending', 'paused', 'processing')`)},
  job as (
    update ${schema}.marketplace_jobs j
    set status = case when j.status = 'processing' then j.status else 'cancelled' end,
        cancel_requested = j.status = 'processing',
        waiting_for = null, waiting_since = null,
        completed_at = case when j.status = 'processing' then null else now() end,
        updated_at = now()
    from locked
    where j.id = locked.id and j.status in ('pending', 'paused', 'processing')
    returning j.id, j.batch_job_id, j.status
  ),
  dropped as (
    update ${schema}.marketplace_tasks t set status = 'cancelled', completed_at = now(), updated_at = now()
    from job where job.status = 'cancelled' and t.job_id = job.id and t.status = 'pending'
  ),
  event as (${recordEvent(schema, {
    type: `case when job.status = 'cancelled' then 'cancelled' else 'cancel_requested' end`,
    actor: '$2',
    reason: '$3::text',
  })})
  select id as "jobId" from job where status = 'cancelled'`;

/**
 * Pauses waiting jobs and asks running ones.
 * @param tenant whose tables
 * @returns SQL with: job ids, actor
 */
export const PAUSE_JOBS = ({ schema }: TenantRef): string => `
  with ${lockedJobs(schema, `status in ('pending', 'processing')`)},
  job as (
    update ${schema}.marketplace_jobs j
    set status = case when j.status = 'processing' then j.status else 'paused' end,
        pause_requested = j.status = 'processing',
        waiting_for = case when j.status = 'processing' then null else 'paused' end,
        waiting_since = case when j.status = 'processing' then null else now() end,
        updated_at = now()
    from locked where j.id = locked.id and j.status in ('pending', 'processing')
    returning j.id, j.batch_job_id, j.status
  ),
  event as (${recordEvent(schema, {
    type: `case when job.status = 'paused' then 'paused' else 'pause_requested' end`,
    actor: '$2',
    reason: 'null',
  })})
  select from job`;

/**
 * Carries a wish out at once for jobs that were running and that nobody holds any more: their holder died or broke off,
 * and nobody would obey. A step that may have taken effect stays unknown. A job that cannot pause, since a newer request
 * for the same thing waits, gives way to it.
 * @param tenant whose tables
 * @returns SQL with: job ids, actor, whether to cancel (else to pause); rows are the jobs that have ended by it
 */
export const STOP_UNHELD_JOBS = (tenant: TenantRef): string => `
  with ${lockedJobs(tenant.schema, `status = 'processing'`)},
  wish as (
    select j.id, ${isUnresolved(tenant)} as unresolved, $3::boolean as cancel,
           exists (
             select from ${tenant.schema}.marketplace_jobs newer
             where newer.account_id = j.account_id and newer.action_code = j.action_code
               and newer.product_id is not distinct from j.product_id and newer.id <> j.id
               and newer.status in ('pending', 'paused') and not newer.unresolved
           ) as superseded
    from locked join ${tenant.schema}.marketplace_jobs j on j.id = locked.id
  ),
  stop as (
    select id, unresolved, cancel, cancel or (superseded and not unresolved) as ends from wish
  ),
  job as (
    update ${tenant.schema}.marketplace_jobs j
    set status = case when stop.ends then 'cancelled' else 'paused' end,
        unresolved = stop.unresolved, cancel_requested = false, pause_requested = false,
        error = case when stop.ends and not stop.cancel then ${SUPERSEDED} else j.error end,
        waiting_for = case when not stop.ends then 'paused' end,
        waiting_since = case when not stop.ends then now() end,
        completed_at = case when stop.ends then now() end, updated_at = now()
    from stop where j.id = stop.id and j.status = 'processing'
    returning j.id, j.batch_job_id, j.status
  ),
  ${interruptedTasks(tenant)},
  event as (${recordEvent(tenant.schema, { type: 'job.status', actor: '$2', reason: 'null' })})
  select id as "jobId" from job where status = 'cancelled'`;

/**
 * Resumes paused jobs; their epoch grows, so that a holder from before the pause is fenced.
 * @param tenant whose tables
 * @returns SQL with: job ids, actor; rows are the jobs that need a pointer
 */
export const RESUME_JOBS = ({ schema }: TenantRef): string => `
  with ${lockedJobs(schema, `(status = 'paused' or pause_requested)`)},
  job as (
    update ${schema}.marketplace_jobs j
    set status = case when j.status = 'paused' then 'pending' else j.status end,
        epoch = j.epoch + case when j.status = 'paused' then 1 else 0 end,
        pause_requested = false,
        waiting_for = case when j.status = 'paused' and j.run_at > now() then 'schedule' end,
        waiting_since = case when j.status = 'paused' then now() end,
        updated_at = now()
    from locked where j.id = locked.id and (j.status = 'paused' or j.pause_requested)
    returning j.*
  ),
  event as (${recordEvent(schema, { type: `'resumed'`, actor: '$2', reason: 'null' })})
  select id as "jobId", account_id as "accountId", ${worksOn()}, batch_job_id as "batchId",
         priority, epoch, unresolved,
         greatest(0, extract(epoch from run_at - now())::float8 * 1000) as "delayMs",
         case when started_at is null then extract(epoch from expires_at - now())::float8 * 1000 end as "expiresInMs"
  from job where status = 'pending' order by id`;
