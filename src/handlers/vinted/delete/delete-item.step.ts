import { done } from '../../../domain/outcome.ts';
import type { Done, Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { CommandStep, FailedAnswer } from '../../plugin/plugin-step.ts';
import { refusalOf } from '../vinted-refusals.ts';
import { ITEM_DELETE } from '../commands/item-delete.ts';
import type { DeletedItem, ItemDelete } from '../commands/item-delete.ts';
import { earlierItem, endingEffect, endingOf } from './ending.ts';
import type { EndingNames } from './ending.ts';

/** Has the browser delete the item. Repeating it is harmless: whatever is gone is not found. */
export class DeleteItemStep implements CommandStep<ItemDelete, DeletedItem> {
  readonly shape = ITEM_DELETE;

  /** @param names what the steps are called */
  constructor(private readonly names: EndingNames) {}

  /**
   * @param task the step
   * @param context the job, and what was found
   * @returns done where nothing is there to delete, or it was sold
   */
  skip(task: TaskView, context: StepContext): Outcome | undefined {
    const { status } = endingOf(context, task, this.names);
    return status === 'live' ? undefined : done({ skipped: status });
  }

  /**
   * @param task the step
   * @param context the job, and what was found
   * @returns which item
   * @throws {StepFailedError} as a refusal, where none was found
   */
  payload(task: TaskView, context: StepContext): ItemDelete {
    return { item_id: earlierItem(context, task, this.names) };
  }

  /**
   * @param _data nothing
   * @param task the step
   * @returns done; the listing is not live any more, and counts as ended only once that was read back
   */
  finish(_data: DeletedItem, task: TaskView): Outcome {
    return deleted(task, true);
  }

  /**
   * @param answer the failure
   * @param task the step
   * @param context the job
   * @returns done where Vinted does not have the item any more, since an earlier execution may have deleted it; done
   *   too where Vinted refuses for good, since it refuses to delete what was sold: the look that follows tells
   */
  explain(answer: FailedAnswer, task: TaskView, context: StepContext): Outcome | undefined {
    if (answer.error.kind === 'not_found') return deleted(task, false);
    const refusal = refusalOf(answer, task, context);
    return refusal === undefined ? undefined : done({ was_there: true, refused: refusal });
  }
}

function deleted(task: TaskView, wasThere: boolean): Done {
  return done({ was_there: wasThere }, [endingEffect(task, 'unknown')]);
}
