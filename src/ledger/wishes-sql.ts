import type { TenantRef } from '../domain/tenant-ref.ts';
import { recordEvent } from './history.ts';

/** Locks jobs by id before their rows are read: the order in which everyone locks them. */
const lockedJobs = (schema: string, condition: string): string => `
  locked as (
    select id from ${schema}.marketplace_jobs where id = any($1::bigint[]) and ${condition} order by id for update
  )`;

/**
 * Cancels waiting jobs and asks running ones.
 * @param tenant whose tables
 * @returns SQL with: job ids, actor
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
    reason: 'null',
  })})
  select from job`;

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
  select id as "jobId", account_id as "accountId", product_id as "productId", batch_job_id as "batchId",
         priority, epoch, unresolved,
         greatest(0, extract(epoch from run_at - now())::float8 * 1000) as "delayMs",
         case when started_at is null then extract(epoch from expires_at - now())::float8 * 1000 end as "expiresInMs"
  from job where status = 'pending' order by id`;
