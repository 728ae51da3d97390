import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { textOf } from '../../http/json-shape.ts';

/** Saves that the listing has ended. Its row stays as history; publishing again makes a new one. */
export class SaveEndStep implements Step {
  /** @param readBack name of the step that has read back how the listing ended */
  constructor(private readonly readBack = 'read_back') {}

  /**
   * @param _task the step
   * @param context the job, and how the listing was read back
   * @returns done with the ids eBay showed; the listing is ended or sold in the same commit
   */
  execute(_task: TaskView, { results }: StepContext): Promise<Outcome> {
    const status = results[this.readBack]?.['status'] === 'sold' ? 'sold' : 'ended';
    const offerId =
      textOf(results['find_offer']?.['offer_id']) ?? textOf(results['withdraw_offer']?.['offer_id']);
    const listingId = textOf(results[this.readBack]?.['listing_id']);
    const externalIds = {
      ...(offerId === undefined ? {} : { offer_id: offerId }),
      ...(listingId === undefined ? {} : { listing_id: listingId }),
    };
    return Promise.resolve(
      done({ status, ...externalIds }, [{ type: 'listing', status, externalIds, verified: true }]),
    );
  }
}
