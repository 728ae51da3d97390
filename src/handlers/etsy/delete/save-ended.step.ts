import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { listingIdOf } from './listing-of-job.ts';

/** Saves that the listing has ended, or was sold. The row stays as history; publishing again begins a new one. */
export class SaveEndedStep implements Step {
  /**
   * @param _task the step
   * @param context the job, and what was read back
   * @returns done with the listing's id and status, which change in the same commit
   */
  execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const listingId = listingIdOf(context);
    const id = listingId === undefined ? undefined : String(listingId);
    const status = context.results['read_back']?.['state'] === 'sold' ? 'sold' : 'ended';
    return Promise.resolve(
      done({ listing_id: id ?? null, status }, [
        {
          type: 'listing',
          status,
          ...(id === undefined ? {} : { externalIds: { listing_id: id } }),
          verified: true,
        },
      ]),
    );
  }
}
