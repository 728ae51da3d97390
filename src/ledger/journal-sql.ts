import type { TenantRef } from '../domain/tenant-ref.ts';
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

/** The step that ended, among those of its job. */
const IS_OWN = 't.position = job.position';
/** The step that begins now. */
const BEGINS = `(t.position = job.next and job.status = 'processing')`;
/** Behind the last step of any job. */
const MOST_POSITION = 2_147_483_647;

/**
 * Ends steps of several jobs and begins the next of each, in a single statement, hence a single commit. The rows of the
 * jobs are locked first, in the order in which everyone locks them, and only where the epoch is the holder's: that is
 * the fence, and everything else hangs on the rows that it returns. They are looked up one by one: a join would be free
 * to read all jobs under way instead, with whatever dead rows that index holds. The step that ends, the one that begins and those
 * that a cancelled job drops are one update: as three, each was planned and opened all indexes for itself.
 * @param tenant whose tables
 * @param givesWay true where a newer request waits, so that the job cannot be paused: it is cancelled instead
 * @returns SQL with one JSON array of {@link StepEndRow}; rows are the jobs that were still held
 */
export function finishSteps({ schema }: TenantRef, givesWay = false): string {
  const stops = givesWay ? `(e.cancel or e.pause)` : 'e.cancel';
  const pauses = givesWay ? 'false' : '(e.pause and not e.cancel and e.summary is null)';
  const error = givesWay
    ? `case when e.summary is null and e.pause and not e.cancel then ${SUPERSEDED} end`
    : 'null';
  return `
  with held as (
    select e.*, j.cancel, j.pause
    from (
      select * from jsonb_to_recordset($1::jsonb) as e (
        job_id bigint, epoch bigint, position int, result jsonb, appended int, summary jsonb,
        next int, attempt_key uuid, timeout_ms float8
      )
      order by job_id
    ) e
    cross join lateral (
      select ${wantsCancel(schema)} as cancel, ${wants(schema, 'pause_requested', 'paused')} as pause
      from ${schema}.marketplace_jobs j
      where j.id = e.job_id and j.epoch = e.epoch and j.status = 'processing'
      for no key update of j
    ) j
  ),
  job as (
    update ${schema}.marketplace_jobs j
    set done_tasks = j.done_tasks + 1,
        total_tasks = j.total_tasks + e.appended,
        unresolved = false,
        status = case when e.summary is not null then 'completed'
                      when ${stops} then 'cancelled'
                      when ${pauses} then 'paused'
                      else j.status end,
        attempts = j.attempts + case when e.summary is null then 0 else 1 end,
        result_data = coalesce(e.summary, j.result_data),
        error = ${error},
        pause_requested = j.pause_requested and not ${pauses},
        waiting_for = case when ${pauses} then 'paused' end,
        waiting_since = case when ${pauses} then now() end,
        completed_at = case when e.summary is not null or ${stops} then now() end,
        updated_at = now()
    from held e
    where j.id = e.job_id
    returning j.id, j.epoch, j.batch_job_id, j.status, e.position, e.result, e.next, e.attempt_key, e.timeout_ms
  ),
  task as (
    update ${schema}.marketplace_tasks t
    set status = case when ${IS_OWN} then 'success' else job.status end,
        result = case when ${IS_OWN} then job.result else t.result end,
        error = case when ${IS_OWN} then null else t.error end,
        completed_at = case when ${BEGINS} then t.completed_at else now() end,
        attempt = case when ${BEGINS} then t.attempt + 1 else t.attempt end,
        attempt_key = case when ${BEGINS} then job.attempt_key else t.attempt_key end,
        not_after = case when ${BEGINS} then now() + job.timeout_ms * interval '1 millisecond' else t.not_after end,
        started_at = case when ${BEGINS} then coalesce(t.started_at, now()) else t.started_at end,
        updated_at = now()
    from job
    where t.job_id = job.id
      and t.position between job.position and
        case job.status when 'processing' then coalesce(job.next, job.position) when 'cancelled' then ${MOST_POSITION} else job.position end
      and case when ${IS_OWN} then t.status in ('processing', 'unknown')
               else t.status = 'pending' and (${BEGINS} or job.status = 'cancelled') end
  ),
  event as (${recordEvent(
    schema,
    { type: `'ended'`, actor: `'worker'`, reason: 'null' },
    `job.status <> 'processing'`,
  )})
  select id as "jobId", epoch, status from job`;
}

/** The end of a step as {@link finishSteps} is given it. */
export interface StepEndRow {
  readonly job_id: number;
  readonly epoch: number;
  readonly position: number;
  readonly result: Readonly<Record<string, unknown>>;
  /** Steps that come behind the job's last one. */
  readonly appended: number;
  /** The job's result; null unless this was its last step. */
  readonly summary: Readonly<Record<string, unknown>> | null;
  /** Position of the step that begins now, its key and its longest time in ms; null where none does. */
  readonly next: number | null;
  readonly attempt_key: string | null;
  readonly timeout_ms: number | null;
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
