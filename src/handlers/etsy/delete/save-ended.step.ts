import type { ListingEffect } from '../../../domain/effects.ts';
import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { recordOf } from '../../http/json-shape.ts';
import { listingIdOf, listingIdsOf } from './listing-of-job.ts';

/** Saves that the listings have ended, or were sold. Rows stay as history; publishing again begins a new one. */
export class SaveEndedStep implements Step {
  /**
   * @param _task the step
   * @param context the job, and what was read back
   * @returns done with the listing's id and status, which change in the same commit; a sale of any copy counts as sold
   */
  execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const listingId = listingIdOf(context);
    const id = listingId === undefined ? undefined : String(listingId);
    const states = recordOf(context.results['read_back']?.['states']);
    const copies = listingIdsOf(context)
      .filter((other) => other !== listingId)
      .map((copy): ListingEffect => ({
        type: 'listing',
        copy: 'old_copy',
        status: states[String(copy)] === 'sold' ? 'sold' : 'ended',
        externalIds: { listing_id: String(copy) },
        verified: true,
      }));
    const status = context.results['read_back']?.['state'] === 'sold' ? 'sold' : 'ended';
    const open: ListingEffect = {
      type: 'listing',
      status,
      ...(id === undefined ? {} : { externalIds: { listing_id: id } }),
      verified: true,
    };
    const anySold = status === 'sold' || copies.some((copy) => copy.status === 'sold');
    // A row that is there no more must not come back as a new one that has ended.
    const hasOpen = context.listing !== null || id !== undefined;
    return Promise.resolve(
      done({ listing_id: id ?? null, status: anySold ? 'sold' : 'ended' }, [
        ...copies,
        ...(hasOpen ? [open] : []),
      ]),
    );
  }
}
