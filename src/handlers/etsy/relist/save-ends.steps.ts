import type { Effect } from '../../../domain/effects.ts';
import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { recordOf, textOf } from '../../http/json-shape.ts';
import { oldIdsOf, openOldIdsOf } from './old-listings.ts';
import { endCopyPlan } from './relist-plan.ts';

/** Saves that the old listings have ended. Where one was sold meanwhile, the new copy must go as well. */
export class SaveOldStep implements Step {
  /**
   * @param _task the step
   * @param context the job, and how the old listings stand
   * @returns done with the job's status; the rows change in the same commit
   */
  execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const soldBefore = context.results['look']?.['state'] === 'sold';
    const states = recordOf(context.results['read_old']?.['states']);
    const effects = openOldIdsOf(context).map((id): Effect => ({
      type: 'listing',
      copy: 'old_copy',
      status: states[id] === 'sold' ? 'sold' : 'ended',
      externalIds: { listing_id: id },
      verified: true,
    }));
    const wasSold = Object.values(states).includes('sold');
    const copySold = context.results['read_back']?.['status'] === 'sold';
    const status = soldBefore || wasSold || copySold ? 'sold' : 'live';
    return Promise.resolve(
      done({ status }, effects, wasSold && !soldBefore && !copySold ? endCopyPlan() : []),
    );
  }
}

/** Saves that the new copy has ended, because the old listing was sold before it could be ended. */
export class SaveCopyStep implements Step {
  /**
   * @param _task the step
   * @param context the job, and how the copy stands
   * @returns done; the row changes in the same commit. A copy that was sold too asks the seller to decide
   */
  execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const id = copyIdOf(context);
    const wasSold = recordOf(context.results['read_copy']?.['states'])[id] === 'sold';
    const effects: Effect[] = [
      {
        type: 'listing',
        status: wasSold ? 'sold' : 'ended',
        externalIds: { listing_id: id },
        verified: true,
      },
    ];
    if (wasSold) {
      effects.push({
        type: 'pending_action',
        code: 'listing.sold_twice',
        message:
          'Both the old and the new listing of this product were sold. Cancel one of the two orders on Etsy.',
        details: { listings: [...oldIdsOf(context), id] },
      });
    }
    return Promise.resolve(done({ status: 'sold' }, effects));
  }
}

/**
 * @param context the job, and its draft
 * @returns Etsy's id of the new copy
 */
export function copyIdOf({ results }: Pick<StepContext, 'results'>): string {
  return textOf(results['create_draft']?.['listing_id']) ?? '';
}
