import type { Fence } from './fence.ts';
import { SUPERSEDED } from './already-waiting.ts';
import { recordEvent } from './history.ts';

/**
 * Whether a person wants the job to stop. The job's own flag is read from the row that the update locks, so a wish
 * that arrives in the meantime is never overlooked; the batch's flag stands for wishes that have not reached the row.
 */
const wants = (schema: string, own: string, batch: string): string =>
  `(j.${own} or coalesce((select b.${batch} from ${schema}.batch_jobs b where b.id = j.batch_job_id), false))`;

export const wantsCancel = (schema: string): string => wants(schema, 'cancel_requested', 'cancel_requested');
export const wantsPause = (schema: string): string =>
  `(${wants(schema, 'pause_requested', 'paused')} and not ${wantsCancel(schema)})`;

/**
 * Ends one step and begins the next in a single statement, hence a single commit. The update of the job's row comes
 * first: it is the fence, and everything else hangs on the row it returns.
 * @param fence whose tables
 * @param givesWay true where a newer request waits, so that the job cannot be paused: it is cancelled instead
 * @returns SQL with: job, epoch, position, result, steps appended, job result (null unless it was the last step),
 *   next position, its attempt key, its timeout in ms (all null where it does not begin)
 */
export function finishStep({ tenant: { schema } }: Fence, givesWay = false): string {
  const stops = givesWay ? `(${wantsCancel(schema)} or ${wantsPause(schema)})` : wantsCancel(schema);
  const pauses = givesWay ? 'false' : wantsPause(schema);
  const error = givesWay
    ? `case when $6::jsonb is null and ${wantsPause(schema)} then ${SUPERSEDED} end`
    : 'null';
  return `
  with job as (
    update ${schema}.marketplace_jobs j
    set done_tasks = j.done_tasks + 1,
        total_tasks = j.total_tasks + $5,
        unresolved = false,
        status = case when $6::jsonb is not null then 'completed'
                      when ${stops} then 'cancelled'
                      when ${pauses} then 'paused'
                      else j.status end,
        attempts = j.attempts + case when $6::jsonb is null then 0 else 1 end,
        result_data = coalesce($6::jsonb, j.result_data),
        error = ${error},
        pause_requested = j.pause_requested and not ($6::jsonb is null and ${pauses}),
        waiting_for = case when $6::jsonb is null and ${pauses} then 'paused' end,
        waiting_since = case when $6::jsonb is null and ${pauses} then now() end,
        completed_at = case when $6::jsonb is not null or ${stops} then now() end,
        updated_at = now()
    where j.id = $1 and j.epoch = $2 and j.status = 'processing'
    returning j.id, j.batch_job_id, j.status
  ),
  finished as (
    update ${schema}.marketplace_tasks t
    set status = 'success', result = $4, error = null, completed_at = now(), updated_at = now()
    from job where t.job_id = job.id and t.position = $3 and t.status in ('processing', 'unknown')
  ),
  begun as (
    update ${schema}.marketplace_tasks t
    set status = 'processing', attempt = t.attempt + 1, attempt_key = $8::uuid,
        not_after = now() + $9::float8 * interval '1 millisecond',
        started_at = coalesce(t.started_at, now()), updated_at = now()
    from job
    where job.status = 'processing' and t.job_id = job.id and t.position = $7::int and t.status = 'pending'
  ),
  dropped as (
    update ${schema}.marketplace_tasks t set status = 'cancelled', completed_at = now(), updated_at = now()
    from job where job.status = 'cancelled' and t.job_id = job.id and t.position > $3 and t.status = 'pending'
  ),
  event as (${recordEvent(
    schema,
    { type: `'ended'`, actor: `'worker'`, reason: 'null' },
    `job.status <> 'processing'`,
  )})
  select status from job`;
}

/**
 * A browser that was given a step and went may still hold it: its next execution has the same key, by which the
 * browser's journal, or an answer stored since, is recognised. Only an answer that says nothing ends a key.
 */
const KEEPS_KEY = `(t.task_type = 'plugin_http' and t.attempt_key is not null
                    and not (t.status = 'unknown' and t.answer is not null))`;

/**
 * Begins a step that waits, or executes again one that certainly had no effect.
 * @param fence whose tables
 * @returns SQL with: job, epoch, position, attempt key, timeout in ms; it returns the key that counts
 */
export const START_STEP = ({ tenant: { schema } }: Fence): string => `
  with job as (
    update ${schema}.marketplace_jobs j set unresolved = false, updated_at = now()
    where j.id = $1 and j.epoch = $2 and j.status = 'processing'
    returning j.id
  )
  update ${schema}.marketplace_tasks t
  set status = 'processing', attempt = t.attempt + 1,
      attempt_key = case when ${KEEPS_KEY} then t.attempt_key else $4 end,
      answer = case when ${KEEPS_KEY} then t.answer end,
      device_id = case when ${KEEPS_KEY} then t.device_id end,
      not_after = now() + $5 * interval '1 millisecond',
      started_at = coalesce(t.started_at, now()), updated_at = now()
  from job where t.job_id = job.id and t.position = $3 and t.status in ('pending', 'processing', 'unknown')
  returning t.attempt_key as "attemptKey"`;

/**
 * Marks a step unknown.
 * @param fence whose tables
 * @returns SQL with: job, epoch, position, failure, attempts it costs
 */
export const MARK_UNKNOWN = ({ tenant: { schema } }: Fence): string => `
  with job as (
    update ${schema}.marketplace_jobs j
    set unresolved = true, attempts = j.attempts + $5, error = $4, updated_at = now()
    where j.id = $1 and j.epoch = $2 and j.status = 'processing'
    returning j.id
  )
  update ${schema}.marketplace_tasks t set status = 'unknown', error = $4, unknown_outcomes = t.unknown_outcomes + 1, updated_at = now()
  from job where t.job_id = job.id and t.position = $3 and t.status in ('processing', 'unknown')
  returning t.id`;
