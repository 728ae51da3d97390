import { done, refused } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { LocalStep } from '../../plugin/plugin-step.ts';
import type { ItemLook } from '../delete/item-look.ts';
import { listedItemId } from './listed-item.ts';
import { notVisible } from './not-visible.ts';
import { oldCopyLeft } from './old-copy-left.ts';
import { adoptPlan, publishPlan } from './publish-plan.ts';
import { shownItem } from './shown-item.ts';

/** Looks at the item that an earlier job has made: only where it is gone may the product be listed again. */
export class FindItemStep implements LocalStep {
  /** @param look how a known item stands */
  constructor(private readonly look: ItemLook) {}

  /**
   * @param _task the step
   * @param context the job, and its listing
   * @returns done, followed by saving an item whose publication was never finished or that was sold, or by publishing
   *   where it has been removed; refused where a live item would have to be changed
   * @throws {StepFailedError} where Vinted cannot be asked now
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const itemId = listedItemId(context);
    const { state, form } = await this.look.standing(context, itemId);
    if (state === 'ended') return gone(context);
    if (state === undefined || (state === 'live' && form === undefined)) return notVisible(itemId);
    const shown = shownItem(itemId, form ?? {}, context, state);
    if (state === 'live' && context.listing?.status === 'live' && !shown.as_wanted) {
      return refused({
        code: 'vinted.already_listed',
        message: 'The product is on Vinted already, with other content. Update it instead.',
        actor: 'seller',
      });
    }
    return done(shown, [], adoptPlan());
  }
}

function gone(context: StepContext): Outcome {
  const left = oldCopyLeft(context);
  if (left !== undefined) return left;
  return done(
    { gone: true },
    [{ type: 'listing', status: 'ended', verified: true }],
    publishPlan(context.product?.pictures.length ?? 0),
  );
}
