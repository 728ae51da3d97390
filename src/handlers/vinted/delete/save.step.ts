import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { LocalStep } from '../../plugin/plugin-step.ts';
import { DELETE_NAMES, endingPlan } from './delete-plan.ts';
import { endingOf } from './ending.ts';
import { asState } from './item-state.ts';

/** Saves how the listing has ended. Its row stays as history, and makes room for a new one. */
export class SaveEndStep implements LocalStep {
  /**
   * @param _task the step
   * @param context the job, and everything the steps before have left
   * @returns done with the item's id and how it has ended; the listing is closed in the same commit
   */
  execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const { itemId } = endingOf(context, { step: DELETE_NAMES.look }, DELETE_NAMES);
    const state = asState(context.results['read_back']?.['status']) ?? 'ended';
    const item = { item_id: itemId === undefined ? null : String(itemId), status: state };
    if (state === 'live' && itemId !== undefined) {
      // Vinted has refused and the seller retries: these steps save themselves what becomes of the item.
      return Promise.resolve(done(item, [], endingPlan(DELETE_NAMES, { part: ':again', itemId })));
    }
    const externalIds = itemId === undefined ? {} : { externalIds: { item_id: String(itemId) } };
    return Promise.resolve(done(item, [{ type: 'listing', status: state, ...externalIds, verified: true }]));
  }
}
