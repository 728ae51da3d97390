import type { Failure } from '../domain/outcome.ts';
import type { ActionCode, Marketplace } from '../domain/vocabulary.ts';
import type { ActionType } from './action-catalogue.ts';

/** What all jobs of one request on one account have in common. */
export interface JobTemplate {
  readonly batchJobId: number | null;
  readonly actionTypeId: number;
  readonly marketplace: Marketplace;
  readonly actionCode: ActionCode;
  readonly accountId: number;
  readonly priority: number;
  readonly maxAttempts: number;
  readonly input: Readonly<Record<string, unknown>>;
  /** Milliseconds from now until the jobs may run. */
  readonly delayMs: number;
  /** Milliseconds from now until jobs that were not begun expire; null for never. */
  readonly expiresInMs: number | null;
  readonly requestedBy: string;
  readonly idempotencyKey?: string;
  readonly requestHash?: string;
  /** The trace it belongs to; where absent, the present one. */
  readonly traceparent?: string;
}

/**
 * @param type the action
 * @param said what is asked for, on which account and by whom; all else is as the catalogue has it
 * @returns the template of jobs that run at once, never expire and belong to no batch, where nothing else is said
 */
export function templateOf(
  type: ActionType,
  said: Pick<JobTemplate, 'accountId' | 'requestedBy'> & Partial<JobTemplate>,
): JobTemplate {
  return {
    batchJobId: null,
    actionTypeId: type.id,
    marketplace: type.marketplace,
    actionCode: type.code,
    priority: type.priority,
    maxAttempts: type.maxAttempts,
    input: {},
    delayMs: 0,
    expiresInMs: null,
    ...said,
  };
}

/** One job of a request: its product, why it cannot be done where that is known already, and which job comes first. */
export interface JobSubject {
  readonly productId: number | null;
  readonly refusal?: Failure;
  readonly unresolvedBefore?: number;
}

/** A job that is wanted: one subject of a request, with what it has in common with the others. */
export interface WantedJob {
  readonly template: JobTemplate;
  readonly subject: JobSubject;
}

/** What became of a subject. */
export interface CreatedJob {
  readonly productId: number | null;
  readonly jobId: number;
  /** False where a job that was waiting already answers the request. */
  readonly created: boolean;
  /** The ended job that has to be retried first, where that is why this one was refused. */
  readonly unresolvedBefore?: number;
}
