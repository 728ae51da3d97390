import { done, refused } from '../../../domain/outcome.ts';
import type { Done, Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import { integerOf } from '../../http/json-shape.ts';
import type { CommandStep, FailedAnswer } from '../../plugin/plugin-step.ts';
import { ITEM_READ } from '../commands/item-read.ts';
import type { ItemRead, ReadItem } from '../commands/item-read.ts';
import { adoptPlan, publishPlan } from './publish-plan.ts';
import { shownItem } from './shown-item.ts';

/** Looks at the item that an earlier job has made: only where it is gone may the product be listed again. */
export class FindItemStep implements CommandStep<ItemRead, ReadItem> {
  readonly shape = ITEM_READ;

  /**
   * @param _task the step
   * @param context the job, and its listing
   * @returns which item
   */
  payload(_task: TaskView, context: StepContext): ItemRead {
    return { item_id: listedItemId(context) };
  }

  /**
   * @param data what the browser returned
   * @param _task the step
   * @param context the job
   * @returns done, followed by saving an item whose publication was never finished, or by publishing where it has
   *   been removed; refused where a live item would have to be changed
   */
  finish({ item }: ReadItem, _task: TaskView, context: StepContext): Outcome {
    const shown = shownItem(listedItemId(context), item, context);
    if (shown.status === 'ended') return gone(context);
    if (shown.status === 'live' && context.listing?.status === 'live' && !shown.as_wanted) {
      return refused({
        code: 'vinted.already_listed',
        message:
          'The product is on Vinted already, with other content. StoFlow cannot change items there yet.',
        actor: 'seller',
      });
    }
    return done(shown, [], adoptPlan());
  }

  /**
   * @param answer the failure
   * @param _task the step
   * @param context the job
   * @returns done, followed by publishing, where Vinted does not have the item any more
   */
  explain(answer: FailedAnswer, _task: TaskView, context: StepContext): Outcome | undefined {
    return answer.error.kind === 'not_found' ? gone(context) : undefined;
  }
}

/**
 * @param context the job, and its listing
 * @returns Vinted's id of the item the listing stands for; 0 where it has none
 */
export function listedItemId({ listing }: Pick<StepContext, 'listing'>): number {
  return integerOf(listing?.externalIds['item_id']) ?? 0;
}

function gone(context: StepContext): Done {
  return done(
    { gone: true },
    [{ type: 'listing', status: 'ended', verified: true }],
    publishPlan(context.product?.pictures.length ?? 0),
  );
}
