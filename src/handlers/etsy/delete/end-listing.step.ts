import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import type { Ending } from './ending.ts';
import { listingIdOf } from './listing-of-job.ts';

/** Takes the listing off sale, unless it is already. */
export class EndListingStep implements Step {
  /** @param ending ends listings */
  constructor(private readonly ending: Ending) {}

  /**
   * @param _task the step
   * @param context the job
   * @returns done with how the listing stood and what was sent
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const listingId = listingIdOf(context);
    if (listingId === undefined) return done({ before: 'gone', sent: 'nothing' });
    const { before, sent } = await this.ending.bring(context, listingId);
    return done({ listing_id: String(listingId), before, sent });
  }
}
