import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { LocalStep } from '../../plugin/plugin-step.ts';
import { foundBefore } from './found.ts';
import { asState } from './item-state.ts';

/** Saves how the listing has ended. Its row stays as history, and makes room for a new one. */
export class SaveEndStep implements LocalStep {
  /**
   * @param _task the step
   * @param context the job, and everything the steps before have left
   * @returns done with the item's id and how it has ended; the listing is closed in the same commit
   */
  execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const { itemId } = foundBefore(context);
    const status = asState(context.results['read_back']?.['status']) === 'sold' ? 'sold' : 'ended';
    const externalIds = itemId === undefined ? {} : { externalIds: { item_id: String(itemId) } };
    return Promise.resolve(
      done({ item_id: itemId === undefined ? null : String(itemId), status }, [
        { type: 'listing', status, ...externalIds, verified: true },
      ]),
    );
  }
}
