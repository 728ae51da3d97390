import { StateMachine } from './state-machine.ts';
import type { TaskStatus } from './vocabulary.ts';

/**
 * Life of a task. `processing → pending` is a call that was certainly never sent; what may have been sent ends
 * as success, failed or unknown, and unknown is left only by looking the effect up.
 */
export const TASK_MACHINE = new StateMachine<TaskStatus>('task', {
  pending: ['processing', 'cancelled', 'skipped'],
  processing: ['success', 'failed', 'unknown', 'pending'],
  unknown: ['success', 'processing', 'failed'],
  success: [],
  failed: ['pending'],
  cancelled: ['pending'],
  skipped: [],
});
