import { done } from '../../../domain/outcome.ts';
import type { Done, Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { CommandStep, FailedAnswer } from '../../plugin/plugin-step.ts';
import { ITEM_DELETE } from '../commands/item-delete.ts';
import type { DeletedItem, ItemDelete } from '../commands/item-delete.ts';
import { earlierText } from '../publish/wanted.ts';
import { foundBefore } from './found.ts';

/** Has the browser delete the item. Repeating it is harmless: whatever is gone is not found. */
export class DeleteItemStep implements CommandStep<ItemDelete, DeletedItem> {
  readonly shape = ITEM_DELETE;

  /**
   * @param _task the step
   * @param context the job, and what was found
   * @returns done where nothing is there to delete, or it was sold
   */
  skip(_task: TaskView, context: StepContext): Outcome | undefined {
    const { status } = foundBefore(context);
    return status === 'live' ? undefined : done({ skipped: status });
  }

  /**
   * @param _task the step
   * @param context the job, and what was found
   * @returns which item
   * @throws {StepFailedError} as a refusal, where none was found
   */
  payload(_task: TaskView, context: StepContext): ItemDelete {
    return { item_id: Number(earlierText(context, 'find', 'item_id')) };
  }

  /** @returns done; the listing is not live any more, and counts as ended only once that was read back */
  finish(): Outcome {
    return deleted(true);
  }

  /**
   * @param answer the failure
   * @returns done where Vinted does not have the item any more; an earlier execution may have deleted it
   */
  explain(answer: FailedAnswer): Outcome | undefined {
    return answer.error.kind === 'not_found' ? deleted(false) : undefined;
  }
}

function deleted(wasThere: boolean): Done {
  return done({ was_there: wasThere }, [{ type: 'listing', status: 'unknown' }]);
}
