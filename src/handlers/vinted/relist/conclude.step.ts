import { done } from '../../../domain/outcome.ts';
import type { Failure, Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { LocalStep } from '../../plugin/plugin-step.ts';
import { asState } from '../delete/item-state.ts';
import type { ItemState } from '../delete/item-state.ts';
import { earlierText } from '../publish/wanted.ts';
import { OLD_NAMES, withdrawPlan } from './relist-plan.ts';

/** Sees how the old items have ended: where one was sold, the copy must not stay. */
export class ConcludeStep implements LocalStep {
  /**
   * @param _task the step
   * @param context the job, and everything the steps before have left
   * @returns done; followed by the end of the copy where an old item was sold
   */
  execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const isSold = oldStates(context).includes('sold');
    const copyId = Number(earlierText(context, 'create_item', 'item_id'));
    return Promise.resolve(done({ old_sold: isSold }, [], isSold ? withdrawPlan(copyId) : []));
  }
}

/**
 * @param context the results of the steps before
 * @returns how each old item stands, as far as it was looked at
 */
export function oldStates({ results }: Pick<StepContext, 'results'>): readonly ItemState[] {
  return Object.entries(results)
    .filter(([step]) => step.split(':', 1)[0] === OLD_NAMES.gone)
    .map(([, result]) => asState(result['status']))
    .filter((state) => state !== undefined);
}

/**
 * What follows where Vinted refuses for good to delete an item of a relisting: two copies are there, and only the
 * seller can take one away.
 * @param failure Vinted's refusal
 * @param itemId Vinted's id of the item
 * @param context the job, and the copy's id
 * @returns done, with a question to the seller
 */
export function twoCopies(failure: Failure, itemId: number, context: StepContext): Outcome {
  return done({ status: 'live', refused: failure }, [
    {
      type: 'pending_action',
      code: 'listing.two_copies',
      message: 'The product is on Vinted twice, and Vinted does not let one be deleted. Delete it there.',
      details: {
        delete: itemId,
        copy: Number(earlierText(context, 'create_item', 'item_id')),
        reason: failure.message,
      },
    },
  ]);
}
