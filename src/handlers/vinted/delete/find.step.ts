import { done, refused } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { LocalStep } from '../../plugin/plugin-step.ts';
import { listedItemId } from '../publish/listed-item.ts';
import { itemIdsOf } from './delete-plan.ts';
import { namedItem } from './ending.ts';
import type { ItemLook } from './item-look.ts';
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
   * @param task the step; its payload may name an item, else it is the listing's own
   * @param context the job, and its listing
   * @returns done with the item's id and how it stands, refused where it is not certain which item it is
   * @throws {StepFailedError} where Vinted cannot be asked now
   */
  async execute(task: TaskView, context: StepContext): Promise<Outcome> {
    const itemId = namedItem(task) ?? listedItemId(context);
    if (itemId === 0) return this.unknownItem(context);
    // What nobody shows may still be there. Deleting makes sure who is logged in, and then says whether it was.
    const { state = 'live' } = await this.look.standing(context, itemId);
    return done({ item_id: itemId, status: state });
  }

  private async unknownItem(context: StepContext): Promise<Outcome> {
    const { product } = context;
    if (product === null) return done({ item_id: null, status: 'ended' });
    const { ids, complete } = await this.search.find(context, product, itemIdsOf(context.superseded));
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
