import { isObject, listOf, numberOf, textOf } from './json.ts';
import type { Json } from './json.ts';

/** A step of a job, as the API shows it. */
export interface TaskView {
  readonly step: string;
  readonly description: string;
  readonly status: string;
  /** Executions so far. */
  readonly attempt: number;
  /** Times that its outcome was unknown and had to be looked up. */
  readonly unknownOutcomes: number;
}

/** A job, as the API shows it. */
export interface JobView {
  readonly id: number;
  readonly marketplace: string;
  readonly status: string;
  readonly productId: number | undefined;
  /** What it waits for, as the API names it (`turn`, `backoff`, `rate`, …); undefined while it runs. */
  readonly waitingFor: string | undefined;
  /** Why it failed, or what went wrong last, in words. */
  readonly error: string | undefined;
  /** Empty in lists. */
  readonly tasks: readonly TaskView[];
}

/** Statuses in which nothing of a step is left to do. */
const ENDED = ['success', 'skipped'];

/**
 * Reads a job.
 * @param job as the API answers it
 * @returns what the demo shows and counts of it
 * @throws {UnexpectedAnswer} when it looks otherwise
 */
export function jobOf(job: Json): JobView {
  return {
    id: numberOf(job, 'id'),
    marketplace: textOf(job, 'marketplace') ?? '',
    status: textOf(job, 'status') ?? '',
    productId: job['product_id'] === null ? undefined : numberOf(job, 'product_id'),
    waitingFor: isObject(job['waiting_for']) ? textOf(job['waiting_for'], 'reason') : undefined,
    error: isObject(job['error']) ? errorOf(job['error']) : undefined,
    tasks: Array.isArray(job['tasks']) ? listOf(job, 'tasks').map(taskOf) : [],
  };
}

/**
 * @param job a job with its tasks
 * @returns the step of a running job that is in hand, or is the next to be; undefined for any other job
 */
export function stepInHand(job: JobView): TaskView | undefined {
  if (job.status !== 'processing') return undefined;
  return job.tasks.find(({ status }) => !ENDED.includes(status));
}

function taskOf(task: Json): TaskView {
  return {
    step: textOf(task, 'step') ?? '',
    description: textOf(task, 'description') ?? '',
    status: textOf(task, 'status') ?? '',
    attempt: numberOf(task, 'attempt'),
    unknownOutcomes: numberOf(task, 'unknown_outcomes'),
  };
}

function errorOf(error: Json): string {
  const fields = Array.isArray(error['fields']) ? listOf(error, 'fields') : [];
  const reasons = fields.map((field) => textOf(field, 'message') ?? '');
  return reasons.length > 0 ? reasons.join(' ') : (textOf(error, 'message') ?? '');
}
