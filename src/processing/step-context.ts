import type { Logger } from '@nestjs/common';
import { wallClock } from '../common/clock.ts';
import type { StepContext, StepLog, TaskView } from '../handlers/contract/contexts.ts';
import type { PlanContext } from '../handlers/contract/contexts.ts';
import type { StartedJob } from '../ledger/start.ts';
import type { Fence } from '../ledger/fence.ts';
import type { TaskRow } from '../ledger/rows.ts';

/** Results of finished steps, by step name. */
export type StepResults = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Describes a job to its handler.
 * @param fence the job
 * @param started what was read at its start
 * @returns what the handler may know
 */
export function planContext(fence: Fence, started: StartedJob): PlanContext {
  const { job, product, account, listing, superseded } = started;
  return {
    tenant: fence.tenant,
    job: { id: job.id, marketplace: job.marketplace, actionCode: job.actionCode, input: job.inputData },
    product,
    account,
    listing,
    superseded,
  };
}

/**
 * Describes a step to its handler.
 * @param plan the job
 * @param results results of finished steps
 * @param signal aborts when the step must stop
 * @param log writes lines that carry tenant, job and task
 * @returns what the handler is given
 */
export function stepContext(
  plan: PlanContext,
  results: StepResults,
  signal: AbortSignal,
  log: StepLog,
): StepContext {
  return { ...plan, results, signal, log };
}

/**
 * Describes a task to its handler.
 * @param task its row
 * @param attempt executions begun, the present one included
 * @param attemptKey key of the present execution
 * @returns the task without what is not the handler's business
 */
export function taskView(task: TaskRow, attempt: number, attemptKey: string): TaskView {
  return {
    position: task.position,
    step: task.step,
    taskType: task.taskType,
    effect: task.effect,
    payload: task.payload,
    attempt,
    attemptKey,
    startedAt: task.startedAt ?? wallClock(),
  };
}

/**
 * Collects the results of finished steps.
 * @param tasks all tasks of the job
 * @returns results by step name
 */
export function resultsOf(tasks: readonly TaskRow[]): StepResults {
  return Object.fromEntries(
    tasks.filter((task) => task.status === 'success').map((task) => [task.step, task.result ?? {}]),
  );
}

/**
 * Makes the log of a step.
 * @param logger where lines go
 * @param fence the job
 * @param step the step's name
 * @returns a log whose lines carry tenant, job and step
 */
export function stepLog(logger: Logger, fence: Fence, step: string): StepLog {
  const bindings = { tenant: fence.tenant.id, job: fence.jobId, step };
  return {
    info: (message, details = {}) => {
      logger.log({ ...details, ...bindings }, message);
    },
    warn: (message, details = {}) => {
      logger.warn({ ...details, ...bindings }, message);
    },
  };
}
