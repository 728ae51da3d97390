import type { Failure } from '../domain/outcome.ts';
import type {
  ActionCode,
  EffectClass,
  JobStatus,
  Marketplace,
  TaskStatus,
  TaskType,
  WaitReason,
} from '../domain/vocabulary.ts';

/** A job as its row stands, in the words of the code. */
export interface JobRow {
  readonly id: number;
  readonly batchJobId: number | null;
  readonly marketplace: Marketplace;
  readonly actionCode: ActionCode;
  readonly accountId: number;
  readonly productId: number | null;
  readonly status: JobStatus;
  readonly waitingFor: WaitReason | null;
  readonly unresolved: boolean;
  readonly priority: number;
  readonly inputData: Readonly<Record<string, unknown>>;
  readonly error: Failure | null;
  readonly attempts: number;
  readonly maxAttempts: number;
  readonly epoch: number;
  readonly planVersion: number | null;
  readonly doneTasks: number;
  readonly totalTasks: number;
  readonly cancelRequested: boolean;
  readonly pauseRequested: boolean;
  /** The span that asked for it; null where that was not traced. */
  readonly traceparent: string | null;
  /** Milliseconds until it may run, by the database's clock; 0 when it may. */
  readonly delayMs: number;
}

/** A task as its row stands, in the words of the code. */
export interface TaskRow {
  readonly id: number;
  readonly position: number;
  readonly taskType: TaskType;
  readonly step: string;
  readonly effect: EffectClass;
  readonly description: string;
  readonly status: TaskStatus;
  readonly attempt: number;
  readonly attemptKey: string | null;
  /** Milliseconds until the last execution can no longer be under way, by the database's clock; negative after. */
  readonly notAfterInMs: number | null;
  readonly timeoutSeconds: number | null;
  readonly settleSeconds: number;
  readonly rate: readonly string[];
  readonly payload: Readonly<Record<string, unknown>>;
  readonly result: Readonly<Record<string, unknown>> | null;
  readonly error: Failure | null;
  readonly startedAt: Date | null;
}

/** Columns of a job, with the names of {@link JobRow}; the table is called `j`. */
export const JOB_COLUMNS = `
  j.id, j.batch_job_id as "batchJobId", j.marketplace, j.action_code as "actionCode",
  j.account_id as "accountId", j.product_id as "productId", j.status, j.waiting_for as "waitingFor",
  j.unresolved, j.priority, j.input_data as "inputData", j.error, j.attempts,
  j.max_attempts as "maxAttempts", j.epoch, j.plan_version as "planVersion", j.done_tasks as "doneTasks",
  j.total_tasks as "totalTasks", j.cancel_requested as "cancelRequested",
  j.pause_requested as "pauseRequested", j.traceparent,
  greatest(0, extract(epoch from j.run_at - clock_timestamp())::float8 * 1000) as "delayMs"`;

/**
 * What only one job of an account may work on at a time, as the queue is told: the product; or, where a whole account
 * is meant, the action itself, written as a negative number, which no product has. Two syncs of one account at once
 * would judge each other's half.
 * @param job prefix of the job's columns (`j.`)
 * @returns SQL of the column `productId`
 */
export const worksOn = (job = ''): string =>
  `coalesce(${job}product_id, -${job}action_type_id) as "productId"`;

/** Columns of a task, with the names of {@link TaskRow}; the table is called `t`. */
export const TASK_COLUMNS = `
  t.id, t.position, t.task_type as "taskType", t.step, t.effect, t.description, t.status, t.attempt,
  t.attempt_key as "attemptKey",
  extract(epoch from t.not_after - clock_timestamp())::float8 * 1000 as "notAfterInMs",
  t.timeout_seconds as "timeoutSeconds", t.settle_seconds as "settleSeconds", t.rate, t.payload,
  t.result, t.error, t.started_at as "startedAt"`;
