import { done, retry } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { LocalStep } from '../../plugin/plugin-step.ts';
import { stateOf } from '../delete/item-state.ts';
import type { ItemLook } from '../delete/item-look.ts';
import { shownItem } from '../publish/shown-item.ts';
import { earlierText } from '../publish/wanted.ts';
import { oldItemIds, restored } from './old-items.ts';
import { removedPlan, replacePlan } from './relist-plan.ts';

/** Vinted shows a new item within seconds as a rule; after that the job's own backoff takes over. */
const SHOW_MS = 3_000;

/**
 * Looks whether the new copy is for sale: its form and the wardrobe have to show it, and nothing old is touched before
 * that.
 */
export class ProveCopyStep implements LocalStep {
  /** @param look how a known item stands */
  constructor(private readonly look: ItemLook) {}

  /**
   * @param _task the step
   * @param context the job, and the copy's id
   * @returns done with what Vinted shows, followed by the end of the old items; done, followed by a refusal, where the
   *   copy was removed; a retry where it does not show yet
   * @throws {StepFailedError} where Vinted cannot be asked now
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const copyId = Number(earlierText(context, 'create_item', 'item_id'));
    const { form } = await this.look.standing(context, copyId);
    const said = await this.look.inWardrobe(context, copyId);
    const state = (form === undefined ? undefined : stateOf(form)) ?? said;
    const oldIds = oldItemIds(context);
    const replaced = oldIds.at(-1);
    if (state === 'ended' && replaced !== undefined) {
      return done({ item_id: copyId, status: 'ended' }, restored(copyId, replaced), removedPlan());
    }
    if (form === undefined || state === undefined || state === 'missing' || said === 'missing') {
      return retry(
        {
          code: 'vinted.item_not_visible',
          message: 'Vinted does not show the new item yet.',
          actor: 'marketplace',
          original: { item_id: copyId },
        },
        { afterMs: SHOW_MS },
      );
    }
    return done(shownItem(copyId, form, context, state), [], replacePlan(oldIds));
  }
}
