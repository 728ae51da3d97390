import { Injectable } from '@nestjs/common';
import type { Sql } from '../common/database/sql.ts';
import type { TaskPlan } from '../domain/task-plan.ts';
import type { Fence } from './fence.ts';
import { TASK_COLUMNS } from './rows.ts';
import type { TaskRow } from './rows.ts';

/** Stores the steps of a job: at its first start, and when a step appends more. */
@Injectable()
export class PlanStore {
  /**
   * Stores the plan made at the first start.
   * @param sql the transaction of the start, which holds the job's row
   * @param fence the job
   * @param version the handler's plan version
   * @param plan the steps in order
   * @returns the tasks as they are stored
   */
  async store(
    sql: Sql,
    fence: Fence,
    version: number,
    plan: readonly TaskPlan[],
  ): Promise<readonly TaskRow[]> {
    await sql.query(
      `update ${fence.tenant.schema}.marketplace_jobs
       set plan_version = $3, total_tasks = $4, updated_at = now() where id = $1 and epoch = $2`,
      [fence.jobId, fence.epoch, version, plan.length],
    );
    await this.append(sql, fence, 0, plan);
    return readTasks(sql, fence);
  }

  /**
   * Appends steps.
   * @param sql a transaction that holds the job's row
   * @param fence the job
   * @param after position of the last step there is; 0 for none
   * @param plan the steps in order
   */
  async append(sql: Sql, fence: Fence, after: number, plan: readonly TaskPlan[]): Promise<void> {
    const rows = plan.map((step, index) => ({
      position: after + index + 1,
      task_type: step.taskType,
      step: step.step,
      effect: step.effect,
      description: step.description,
      timeout_seconds: step.timeoutSeconds ?? null,
      settle_seconds: step.settleSeconds ?? 0,
      rate: step.rate ?? [],
      payload: step.payload ?? {},
    }));
    await sql.query(
      `insert into ${fence.tenant.schema}.marketplace_tasks
         (job_id, position, task_type, step, effect, description, timeout_seconds, settle_seconds, rate, payload)
       select $1, r.position, r.task_type, r.step, r.effect, r.description, r.timeout_seconds, r.settle_seconds,
              r.rate, r.payload
       from jsonb_to_recordset($2::jsonb) as r (
         position int, task_type text, step text, effect text, description text,
         timeout_seconds int, settle_seconds real, rate text[], payload jsonb
       )`,
      [fence.jobId, JSON.stringify(rows)],
    );
  }
}

/**
 * Reads the tasks of a job.
 * @param sql a connection
 * @param fence the job
 * @returns its tasks in order
 */
export function readTasks(sql: Sql, fence: Fence): Promise<TaskRow[]> {
  return sql.query<TaskRow>(
    `select ${TASK_COLUMNS} from ${fence.tenant.schema}.marketplace_tasks t where t.job_id = $1 order by t.position`,
    [fence.jobId],
  );
}
