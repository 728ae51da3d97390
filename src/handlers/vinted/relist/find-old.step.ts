import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { LocalStep } from '../../plugin/plugin-step.ts';
import type { PluginQuestions } from '../../plugin/plugin-questions.ts';
import { WARDROBE_LIST, WARDROBE_PAGE } from '../commands/wardrobe-list.ts';
import { itemIdsOf } from '../delete/delete-plan.ts';
import type { ItemLook } from '../delete/item-look.ts';
import { listedItemId } from '../publish/listed-item.ts';
import { notVisible } from '../publish/not-visible.ts';
import { restored } from './old-items.ts';
import { copyPlan } from './relist-plan.ts';

/** Looks at the item that is to be replaced, and writes down what was there before its copy. */
export class FindOldStep implements LocalStep {
  /**
   * @param look how a known item stands
   * @param questions the way to the browser
   */
  constructor(
    private readonly look: ItemLook,
    private readonly questions: PluginQuestions,
  ) {}

  /**
   * @param _task the step
   * @param context the job, and its listings
   * @returns done with the ids that are known, followed by the new copy; done with how the item has ended, and the
   *   listing closed, where it was sold or is gone
   * @throws {StepFailedError} where Vinted cannot be asked now
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const itemId = listedItemId(context);
    const older = itemIdsOf(context.superseded);
    const { state } = await this.look.standing(context, itemId);
    if (state === 'sold' || state === 'ended') return closed(itemId, state, older);
    if (state === undefined) return notVisible(itemId);
    const oldIds = [...older.filter((id) => id !== itemId), itemId];
    const newest = await this.newestId(context);
    return done(
      { item_id: itemId, status: state, old_ids: oldIds, newest_id: Math.max(newest, ...oldIds) },
      [],
      copyPlan(context.product?.pictures.length ?? 0),
    );
  }

  private async newestId(context: StepContext): Promise<number> {
    const payload = { page: 1, per_page: WARDROBE_PAGE, order: 'newest_first' } as const;
    const page = await this.questions.ask(context, WARDROBE_LIST, payload);
    return Math.max(0, ...(page?.items ?? []).map(({ id }) => id));
  }
}

function closed(itemId: number, status: 'sold' | 'ended', older: readonly number[]): Outcome {
  const result = { item_id: itemId, status };
  const before = older.at(-1);
  // An earlier relisting made it and did not come to its end: the older item is there again.
  if (status === 'ended' && before !== undefined) return done(result, restored(itemId, before));
  return done(result, [
    { type: 'listing', status, externalIds: { item_id: String(itemId) }, verified: true },
  ]);
}
