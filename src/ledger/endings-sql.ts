import type { Fence } from './fence.ts';
import { SUPERSEDED } from './already-waiting.ts';
import { recordEvent } from './history.ts';
import { wantsCancel, wantsPause } from './journal-sql.ts';

/**
 * Fails the job and the step that failed. Steps behind it stay pending, for a retry.
 * @param fence whose tables
 * @returns SQL with: job, epoch, position (or null), task status, failure
 */
export const FAIL_JOB = ({ tenant: { schema } }: Fence): string => `
  with job as (
    update ${schema}.marketplace_jobs j
    set status = 'failed', error = $5, unresolved = $4::text = 'unknown',
        attempts = j.attempts + 1, waiting_for = null, waiting_since = null,
        cancel_requested = false, pause_requested = false, completed_at = now(), updated_at = now()
    where j.id = $1 and j.epoch = $2 and j.status = 'processing'
    returning j.id, j.batch_job_id, j.status
  ),
  failed as (
    update ${schema}.marketplace_tasks t
    set status = $4, error = $5, completed_at = now(), updated_at = now()
    from job where t.job_id = job.id and t.position = $3::int and t.status in ('pending', 'processing', 'unknown')
  ),
  event as (${recordEvent(schema, { type: `'ended'`, actor: `'worker'`, reason: `$5::jsonb ->> 'message'`, details: '$5::jsonb' })})
  select status from job`;

/**
 * Completes a job without a step: there was nothing to do, or nothing left.
 * @param fence whose tables
 * @returns SQL with: job, epoch, result
 */
export const COMPLETE_JOB = ({ tenant: { schema } }: Fence): string => `
  with job as (
    update ${schema}.marketplace_jobs j
    set status = 'completed', result_data = $3, error = null, unresolved = false, attempts = j.attempts + 1,
        plan_version = coalesce(j.plan_version, 0), completed_at = now(), updated_at = now()
    where j.id = $1 and j.epoch = $2 and j.status = 'processing'
    returning j.id, j.batch_job_id, j.status, j.marketplace, j.action_code
  ),
  event as (${recordEvent(schema, { type: `'ended'`, actor: `'worker'`, reason: 'null' })})
  select status, marketplace, action_code as "actionCode" from job`;

/**
 * Puts the job back to waiting; the step that was under way certainly had no effect, or is unknown and stays so.
 * @param fence whose tables
 * @returns SQL with: job, epoch, position (or null), waiting reason, delay in ms, attempts it costs, failure, whether
 *   the step's execution is over for good
 */
export const RELEASE_JOB = ({ tenant: { schema } }: Fence): string => `
  with job as (
    update ${schema}.marketplace_jobs j
    set status = case when ${wantsCancel(schema)} then 'cancelled'
                      when ${wantsPause(schema)} then 'paused'
                      else 'pending' end,
        attempts = j.attempts + $6,
        error = coalesce($7::jsonb, j.error),
        run_at = now() + $5::float8 * interval '1 millisecond',
        waiting_for = case when ${wantsCancel(schema)} then null
                           when ${wantsPause(schema)} then 'paused'
                           else $4 end,
        waiting_since = now(),
        pause_requested = false,
        completed_at = case when ${wantsCancel(schema)} then now() end,
        updated_at = now()
    where j.id = $1 and j.epoch = $2 and j.status = 'processing'
    returning j.id, j.batch_job_id, j.status, j.unresolved
  ),
  waiting as (
    update ${schema}.marketplace_tasks t
    set status = case when job.status = 'cancelled' then 'cancelled' else 'pending' end,
        attempt_key = case when not $8::boolean then t.attempt_key end,
        answer = case when not $8::boolean then t.answer end,
        error = case when t.position = $3::int then coalesce($7::jsonb, t.error) else t.error end, updated_at = now()
    from job where t.job_id = job.id and t.position >= $3::int and t.status in ('pending', 'processing')
  ),
  event as (${recordEvent(
    schema,
    {
      type: `coalesce($4::text, 'released')`,
      actor: `'worker'`,
      reason: `$7::jsonb ->> 'message'`,
      details: '$7::jsonb',
    },
    `$4::text is not null or job.status <> 'pending'`,
  )})
  select status, unresolved from job`;

/**
 * Cancels a job that would have waited beside a newer request for the same thing.
 * @param fence whose tables
 * @returns SQL with: job, epoch, position (or null)
 */
export const SUPERSEDE_JOB = ({ tenant: { schema } }: Fence): string => `
  with job as (
    update ${schema}.marketplace_jobs j
    set status = 'cancelled', waiting_for = null, waiting_since = null, completed_at = now(), updated_at = now(),
        error = ${SUPERSEDED}
    where j.id = $1 and j.epoch = $2 and j.status = 'processing'
    returning j.id, j.batch_job_id, j.status, j.unresolved
  ),
  dropped as (
    update ${schema}.marketplace_tasks t set status = 'cancelled', completed_at = now(), updated_at = now()
    from job where t.job_id = job.id and t.position >= coalesce($3::int, 1) and t.status in ('pending', 'processing')
  ),
  event as (${recordEvent(schema, { type: `'superseded'`, actor: `'worker'`, reason: `'superseded'` })})
  select status, unresolved from job`;
