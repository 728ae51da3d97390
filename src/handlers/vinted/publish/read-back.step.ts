import { done, refused, retry } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { CommandStep, FailedAnswer } from '../../plugin/plugin-step.ts';
import { ITEM_READ } from '../commands/item-read.ts';
import type { ItemRead, ReadItem } from '../commands/item-read.ts';
import { shownItem } from './shown-item.ts';
import { earlierText } from './wanted.ts';

/** Vinted shows a new item within seconds as a rule; after that the job's own backoff takes over. */
const SHOW_MS = 3_000;

/** Reads what Vinted made of it: a success answer alone proves nothing. */
export class ReadBackStep implements CommandStep<ItemRead, ReadItem> {
  readonly shape = ITEM_READ;

  /**
   * @param _task the step
   * @param context the job, and the item's id
   * @returns which item
   */
  payload(_task: TaskView, context: StepContext): ItemRead {
    return { item_id: itemIdOf(context) };
  }

  /**
   * @param data what the browser returned
   * @param _task the step
   * @param context the job
   * @returns done with what Vinted shows, refused where the item has been removed
   */
  finish({ item }: ReadItem, _task: TaskView, context: StepContext): Outcome {
    const shown = shownItem(itemIdOf(context), item, context);
    if (shown.status !== 'ended') return done(shown);
    return refused({
      code: 'vinted.item_removed',
      message: 'The item was removed right after it was created. Look at your messages on Vinted.',
      actor: 'seller',
      original: item,
    });
  }

  /**
   * @param answer the failure
   * @returns a retry where Vinted does not have the item yet
   */
  explain(answer: FailedAnswer): Outcome | undefined {
    if (answer.error.kind !== 'not_found') return undefined;
    return retry(
      {
        code: 'vinted.item_not_visible',
        message: 'Vinted does not show the item yet.',
        actor: 'marketplace',
        original: answer.error,
      },
      { afterMs: SHOW_MS },
    );
  }
}

function itemIdOf(context: StepContext): number {
  return Number(earlierText(context, 'create_item', 'item_id'));
}
