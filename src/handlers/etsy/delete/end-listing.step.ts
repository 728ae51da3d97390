import type { Effect } from '../../../domain/effects.ts';
import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import { LISTING_STATUSES } from '../../../domain/vocabulary.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import { CallFailedError } from '../../http/call-failed.error.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import type { Ending } from './ending.ts';
import { listingIdOf, listingIdsOf } from './listing-of-job.ts';

/** Takes the listing and the copies it superseded off sale, those that are not already. */
export class EndListingStep implements Step {
  /** @param ending ends listings */
  constructor(private readonly ending: Ending) {}

  /**
   * @param _task the step
   * @param context the job
   * @returns done with how each listing stood and what was sent. A refusal leaves the row as it was before `find`; the
   *   next step meets the refusal again and tells it, since a refused step cannot change a row
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const open = listingIdOf(context);
    const ended: Record<string, unknown>[] = [];
    try {
      for (const listingId of listingIdsOf(context)) {
        const { before, sent } = await this.ending.bring(context, listingId);
        ended.push({ listing_id: String(listingId), before, sent });
      }
    } catch (error) {
      if (!(error instanceof CallFailedError) || error.verdict.kind !== 'refused') throw error;
      return done({ ended, refused: error.failure.code }, asBefore(context));
    }
    const own = ended.find(({ listing_id }) => listing_id === String(open));
    return done({ before: own?.['before'] ?? 'gone', sent: own?.['sent'] ?? 'nothing', ended });
  }
}

function asBefore({ results }: StepContext): readonly Effect[] {
  const { status_before: before, listing_id: id } = results['find'] ?? {};
  const status = LISTING_STATUSES.find((known) => known === before);
  if (status === undefined || typeof id !== 'string') return [];
  return [{ type: 'listing', status, externalIds: { listing_id: id } }];
}
