import { done, refused } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { LocalStep } from '../../plugin/plugin-step.ts';
import { listedItemId } from '../publish/find-item.step.ts';
import type { ItemLook } from './item-look.ts';
import type { ItemState } from './item-state.ts';
import type { MarkedItemSearch } from './marked-items.ts';

/** Looks at the item that is to go, so that one that was sold is not touched. */
export class FindStep implements LocalStep {
  /**
   * @param look how a known item stands
   * @param search finds an item whose id nobody knows
   */
  constructor(
    private readonly look: ItemLook,
    private readonly search: MarkedItemSearch,
  ) {}

  /**
   * @param _task the step
   * @param context the job, and its listing
   * @returns done with the item's id and how it stands, refused where it is not certain which item it is
   * @throws {StepFailedError} where Vinted cannot be asked now
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const itemId = listedItemId(context);
    if (itemId === 0) return this.unknownItem(context);
    return done({ item_id: itemId, status: await this.stateOf(context, itemId) });
  }

  private async stateOf(context: StepContext, itemId: number): Promise<ItemState> {
    const form = await this.look.inForm(context, itemId);
    if (form !== undefined && form !== 'missing') return form;
    // The form is its owner's only: where somebody else is logged in by now it may be missing as well.
    const shown = await this.look.inWardrobe(context, itemId);
    if (shown === 'missing' && form === 'missing') return 'ended';
    // What nobody shows may still be there. Deleting makes sure who is logged in, and then says whether it was.
    return shown === undefined || shown === 'missing' ? 'live' : shown;
  }

  private async unknownItem(context: StepContext): Promise<Outcome> {
    const { product } = context;
    if (product === null) return done({ item_id: null, status: 'ended' });
    const { ids, complete } = await this.search.find(context, product);
    const [itemId, ...others] = ids;
    if (others.length > 0) {
      return refused({
        code: 'vinted.several_items',
        message: 'Vinted has this product more than once. Delete the items that are too many there.',
        actor: 'seller',
        original: { item_ids: ids },
      });
    }
    if (itemId !== undefined) return done({ item_id: itemId, status: 'live' });
    if (complete) return done({ item_id: null, status: 'ended' });
    return refused({
      code: 'vinted.item_not_found',
      message: 'The wardrobe has more items than StoFlow looks through. Delete the item on Vinted.',
      actor: 'seller',
    });
  }
}
