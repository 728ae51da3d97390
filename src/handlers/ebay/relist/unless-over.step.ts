import { done } from '../../../domain/outcome.ts';
import type { Outcome, Reconciliation } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';

/** A step of publishing, taken only while there is something to list again. */
export class UnlessOver implements Step {
  /**
   * @param step the step
   * @param view changes what the step sees of its context
   */
  constructor(
    private readonly step: Step,
    private readonly view: (context: StepContext) => StepContext = (context) => context,
  ) {}

  /**
   * @param task the step
   * @param context the job, and the results of the steps before
   * @returns the step's own outcome; done, without a call, where the old listing was sold or had ended by itself
   * @throws {CallFailedError} as the step does
   */
  execute(task: TaskView, context: StepContext): Promise<Outcome> {
    if (isOver(context)) return Promise.resolve(done({ skipped: true }));
    return this.step.execute(task, this.view(context));
  }

  /**
   * @param task the step
   * @param context the job, and the results of the steps before
   * @returns what the step's own look-up finds
   * @throws {CallFailedError} as the step does
   */
  lookUp(task: TaskView, context: StepContext): Promise<Reconciliation> {
    if (isOver(context)) return Promise.resolve(done({ skipped: true }));
    return this.step.lookUp?.(task, this.view(context)) ?? Promise.resolve({ kind: 'absent' });
  }
}

/**
 * Shows a step no listing: the row at hand is the old one, which has ended, or the new one half made. Neither counts as
 * live before it was read back.
 * @param context the job
 * @returns the same without its listing
 */
export function withoutListing(context: StepContext): StepContext {
  return { ...context, listing: null };
}

/** A piece that was sold must not be listed again, and a listing that somebody has ended is not to come back. */
function isOver({ results }: StepContext): boolean {
  return (
    results['find_offer']?.['listed'] !== true ||
    results['withdraw_offer']?.['sold'] === true ||
    results['read_end_back']?.['status'] === 'sold'
  );
}
