import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';

/**
 * Lets a step run only where the listing was found live: writing to one that is sold or has ended might renew it. The
 * step finds the listing where publishing's own steps look for it.
 */
export class WhileLive implements Step {
  /** @param step the step */
  constructor(private readonly step: Step) {}

  /**
   * @param task the step
   * @param context the job, and what `read` has found
   * @returns the step's outcome; done without anything where the listing is not live
   */
  execute(task: TaskView, context: StepContext): Promise<Outcome> {
    const read = context.results['read'] ?? {};
    if (read['status'] !== 'live') return Promise.resolve(done({ skipped: read['status'] ?? null }));
    return this.step.execute(task, { ...context, results: { ...context.results, create_draft: read } });
  }
}
