import { StateMachine } from './state-machine.ts';
import type { BatchStatus, JobStatus } from './vocabulary.ts';

/** Life of a batch. Every end can be reopened by a retry of its jobs. */
export const BATCH_MACHINE = new StateMachine<BatchStatus>('batch', {
  pending: ['processing', 'completed', 'partially_failed', 'failed', 'cancelled'],
  processing: ['pending', 'completed', 'partially_failed', 'failed', 'cancelled'],
  completed: ['pending', 'processing'],
  partially_failed: ['pending', 'processing', 'completed', 'failed', 'cancelled'],
  failed: ['pending', 'processing', 'completed', 'partially_failed', 'cancelled'],
  cancelled: ['pending', 'processing', 'completed', 'partially_failed', 'failed'],
});

/**
 * @param status a batch's status
 * @returns whether none of its jobs is open
 */
export function isBatchOver(status: BatchStatus): boolean {
  return status !== 'pending' && status !== 'processing';
}

/** How many jobs of a batch stand in each status. */
export type StatusCounts = Readonly<Record<JobStatus, number>>;

/**
 * Derives a batch's status from its jobs, so that it can never disagree with them.
 * @param counts jobs by status
 * @param started whether any job has ever begun
 * @returns the status; terminal exactly when no job is pending, processing or paused
 */
export function batchStatusOf(counts: StatusCounts, started: boolean): BatchStatus {
  const open = counts.pending + counts.processing + counts.paused;
  const unsuccessful = counts.failed + counts.expired;
  const total = open + unsuccessful + counts.completed + counts.cancelled;
  if (open > 0) return started || open < total || counts.processing > 0 ? 'processing' : 'pending';
  if (counts.completed === total) return 'completed';
  if (counts.completed > 0) return unsuccessful > 0 ? 'partially_failed' : 'cancelled';
  return unsuccessful > 0 ? 'failed' : 'cancelled';
}
