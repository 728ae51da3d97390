import { StateMachine } from './state-machine.ts';
import type { JobStatus } from './vocabulary.ts';

/**
 * Life of a job. `pending → completed` is a job with nothing to do, `pending → failed` a plan that was refused
 * or a worker lost too often, `processing → pending` a retry or a release; a person's retry reopens what ended.
 */
export const JOB_MACHINE = new StateMachine<JobStatus>('job', {
  pending: ['processing', 'completed', 'failed', 'paused', 'cancelled', 'expired'],
  processing: ['completed', 'failed', 'cancelled', 'paused', 'pending'],
  paused: ['pending', 'cancelled', 'expired'],
  completed: [],
  failed: ['pending'],
  cancelled: ['pending'],
  expired: ['pending'],
});
