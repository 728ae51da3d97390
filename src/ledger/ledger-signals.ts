import { Signal } from '../common/signal.ts';
import { TERMINAL_JOB_STATUSES } from '../domain/vocabulary.ts';
import type { ActionCode, JobStatus, Marketplace } from '../domain/vocabulary.ts';

/** A job that a run has ended. */
export interface EndedByRun {
  readonly marketplace: Marketplace;
  readonly actionCode: ActionCode;
  readonly status: JobStatus;
}

/**
 * A run has written the end of its job. It is said when it is written: a transaction that is repeated after a deadlock says it
 * again.
 */
export const JOB_ENDED = new Signal<EndedByRun>('job:ended');

/**
 * Says that a job has ended, if it has.
 * @param job which
 * @param status what was written
 */
export function sayEnded({ marketplace, actionCode }: Omit<EndedByRun, 'status'>, status: JobStatus): void {
  if (!TERMINAL_JOB_STATUSES.some((terminal) => terminal === status)) return;
  JOB_ENDED.say({ marketplace, actionCode, status });
}
