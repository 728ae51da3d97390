import { Injectable } from '@nestjs/common';
import { PREPARED } from '../common/database/sql.ts';
import type { Sql, Transaction } from '../common/database/sql.ts';
import type { TaskPlan } from '../domain/task-plan.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { Fence } from './fence.ts';
import { recordEvent } from './history.ts';
import { TASK_COLUMNS } from './rows.ts';
import type { TaskRow } from './rows.ts';

/** A plan that was made at a job's first start. */
export interface NewPlan {
  readonly jobId: number;
  /** Version of the handler's plan. */
  readonly version: number;
  readonly steps: readonly TaskPlan[];
  /** The execution of the first step, where it begins at once. */
  readonly first?: { readonly attemptKey: string; readonly timeoutMs: number };
}

/** Stores the steps of jobs: at their first start, and when a step appends more. */
@Injectable()
export class PlanStore {
  /**
   * Stores the plans of jobs that start for the first time, and begins the first steps.
   * @param sql the transaction of the start, which holds the jobs' rows
   * @param tenant whose jobs
   * @param plans one plan a job
   * @param isLast whether the transaction ends with this, unless there are no plans
   * @returns the tasks of each plan in its order, as they stand before the first of them begins
   */
  async store(
    sql: Transaction,
    tenant: TenantRef,
    plans: readonly NewPlan[],
    isLast: boolean,
  ): Promise<readonly (readonly TaskRow[])[]> {
    if (plans.length === 0) return [];
    const stored = await sql[isLast ? 'last' : 'query']<{ id: number; jobId: number; position: number }>(
      storePlans(tenant),
      [
        JSON.stringify(
          plans.map(({ jobId, version, steps, first }) => ({
            job_id: jobId,
            version,
            attempt_key: first?.attemptKey ?? null,
            timeout_ms: first?.timeoutMs ?? null,
            steps: steps.map((step, index) => rowOf(step, index + 1)),
          })),
        ),
      ],
      PREPARED,
    );
    const ids = new Map(stored.map(({ id, jobId, position }) => [`${jobId}/${position}`, id]));
    return plans.map(({ jobId, steps }) =>
      steps.map((step, index) => {
        const id = ids.get(`${jobId}/${index + 1}`);
        if (id === undefined) throw new Error(`step ${step.step} of job ${jobId} was not stored`);
        return { id, ...plannedTask(step, index + 1) };
      }),
    );
  }

  /**
   * Forgets the steps of a job that is to begin anew, as if it had never started.
   * @param sql the transaction of the start, which holds the job's row
   * @param fence the job
   */
  async discard(sql: Sql, { tenant, jobId }: Fence): Promise<void> {
    await sql.query(discardPlan(tenant), [jobId]);
  }

  /**
   * Appends steps.
   * @param sql a transaction that holds the job's row
   * @param fence the job
   * @param after position of the last step there is; 0 for none
   * @param plan the steps in order
   */
  async append(sql: Sql, fence: Fence, after: number, plan: readonly TaskPlan[]): Promise<void> {
    if (plan.length === 0) return;
    await sql.query(
      appendSteps(fence.tenant),
      [fence.jobId, JSON.stringify(plan.map((step, index) => rowOf(step, after + index + 1)))],
      PREPARED,
    );
  }
}

/**
 * A step as its row will be.
 * @param step the step
 * @param position its place in the job, from 1
 * @returns the task before it ever began, without its id
 */
export function plannedTask(step: TaskPlan, position: number): Omit<TaskRow, 'id'> {
  return {
    position,
    taskType: step.taskType,
    step: step.step,
    effect: step.effect,
    description: step.description,
    status: 'pending',
    attempt: 0,
    attemptKey: null,
    notAfterInMs: null,
    timeoutSeconds: step.timeoutSeconds ?? null,
    settleSeconds: step.settleSeconds ?? 0,
    rate: step.rate ?? [],
    payload: step.payload ?? {},
    result: null,
    error: null,
    startedAt: null,
  };
}

/**
 * Reads the tasks of jobs.
 * @param sql a connection
 * @param tenant whose jobs
 * @param jobIds the jobs
 * @returns their tasks, in order within each job
 */
export function readTasks(
  sql: Sql,
  { schema }: TenantRef,
  jobIds: readonly number[],
): Promise<(TaskRow & { readonly jobId: number })[]> {
  return sql.query(
    `select t.job_id as "jobId", ${TASK_COLUMNS} from ${schema}.marketplace_tasks t
     where t.job_id = any($1::bigint[]) order by t.job_id, t.position`,
    [jobIds],
    PREPARED,
  );
}

function rowOf(step: TaskPlan, position: number): Record<string, unknown> {
  return {
    position,
    task_type: step.taskType,
    step: step.step,
    effect: step.effect,
    description: step.description,
    timeout_seconds: step.timeoutSeconds ?? null,
    settle_seconds: step.settleSeconds ?? 0,
    rate: step.rate ?? [],
    payload: step.payload ?? {},
  };
}

/** Columns of a step in JSON. */
const STEP_RECORD = `
  position int, task_type text, step text, effect text, description text,
  timeout_seconds int, settle_seconds real, rate text[], payload jsonb`;

/** One JSON array of plans. A first step that begins at once is inserted as begun: it costs no row version of its own. */
const storePlans = ({ schema }: TenantRef): string => `
  with plan as (
    select * from jsonb_to_recordset($1::jsonb) as p (
      job_id bigint, version int, attempt_key uuid, timeout_ms float8, steps jsonb
    )
  ),
  job as (
    update ${schema}.marketplace_jobs j
    set plan_version = plan.version, total_tasks = jsonb_array_length(plan.steps), updated_at = now()
    from plan where j.id = plan.job_id
  )
  insert into ${schema}.marketplace_tasks
    (job_id, position, task_type, step, effect, description, timeout_seconds, settle_seconds, rate, payload,
     status, attempt, attempt_key, not_after, started_at)
  select plan.job_id, r.position, r.task_type, r.step, r.effect, r.description, r.timeout_seconds, r.settle_seconds,
         r.rate, r.payload,
         case when begun then 'processing' else 'pending' end,
         case when begun then 1 else 0 end,
         case when begun then plan.attempt_key end,
         case when begun then now() + plan.timeout_ms * interval '1 millisecond' end,
         case when begun then now() end
  from plan
  cross join lateral jsonb_to_recordset(plan.steps) as r (${STEP_RECORD})
  cross join lateral (select r.position = 1 and plan.attempt_key is not null) as first (begun)
  returning id, job_id as "jobId", position`;

/** The history keeps which steps were done. */
const discardPlan = ({ schema }: TenantRef): string => `
  with steps as (delete from ${schema}.marketplace_tasks where job_id = $1 returning id, position, step, status),
  done as (
    select coalesce(jsonb_agg(step order by position), '[]') as steps, coalesce(jsonb_agg(id order by position), '[]') as ids
    from steps where status = 'success'
  ),
  job as (
    update ${schema}.marketplace_jobs
    set done_tasks = 0, total_tasks = 0, started_at = now(), updated_at = now()
    where id = $1
    returning id, batch_job_id, status
  )
  ${recordEvent(schema, {
    type: `'begun_anew'`,
    actor: `'stoflow'`,
    reason: `'The product was listed by another job since this one began.'`,
    details: `(select jsonb_build_object('done', steps, 'tasks', ids) from done)`,
  })}`;

const appendSteps = ({ schema }: TenantRef): string => `
  insert into ${schema}.marketplace_tasks
    (job_id, position, task_type, step, effect, description, timeout_seconds, settle_seconds, rate, payload)
  select $1, r.position, r.task_type, r.step, r.effect, r.description, r.timeout_seconds, r.settle_seconds,
         r.rate, r.payload
  from jsonb_to_recordset($2::jsonb) as r (${STEP_RECORD})`;
