import { Clock } from '../../common/clock.ts';
import type { FieldError } from '../../domain/errors.ts';
import type { ProductSnapshot } from '../../domain/snapshots.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import { PluginCommands } from '../../plugin/commands/plugin-commands.ts';
import type { PlanContext } from '../contract/contexts.ts';
import { MarketplaceHandler } from '../contract/marketplace-handler.decorator.ts';
import { recordOf, textOf } from '../http/json-shape.ts';
import { PluginJobHandler } from '../plugin/plugin-job-handler.ts';
import { PluginQuestions } from '../plugin/plugin-questions.ts';
import type { PluginStep } from '../plugin/plugin-step.ts';
import { DeleteItemStep } from './delete/delete-item.step.ts';
import { DELETE_NAMES, DELETE_PLAN_VERSION, deletePlan } from './delete/delete-plan.ts';
import { FindStep } from './delete/find.step.ts';
import { ItemLook } from './delete/item-look.ts';
import { MarkedItemSearch } from './delete/marked-items.ts';
import { ReadBackGoneStep } from './delete/read-back.step.ts';
import { SaveEndStep } from './delete/save.step.ts';

/** Takes a product off Vinted, through the seller's own browser. */
@MarketplaceHandler({ marketplace: 'vinted', action: 'delete' })
export class VintedDeleteHandler extends PluginJobHandler {
  override readonly planVersion = DELETE_PLAN_VERSION;
  protected override readonly marketplaceName = 'Vinted';
  protected override readonly steps: Readonly<Record<string, PluginStep>>;

  constructor(commands: PluginCommands, clock: Clock) {
    super(commands, clock);
    const questions = new PluginQuestions(commands, this.marketplaceName);
    const look = new ItemLook(questions);
    this.steps = {
      find: new FindStep(look, new MarkedItemSearch(questions)),
      delete_item: new DeleteItemStep(DELETE_NAMES),
      read_back: new ReadBackGoneStep(look, DELETE_NAMES),
      save: new SaveEndStep(),
    };
  }

  /**
   * Plans the deletion. It asks nothing of the product: what Vinted would not take any more can still be deleted.
   * @param context the job with its listing
   * @returns the steps, for older copies of the item too; none where the product is not listed on the account
   */
  override plan({ listing, superseded }: PlanContext): readonly TaskPlan[] {
    return deletePlan(listing, superseded);
  }

  /**
   * Tells what keeps a product from being deleted.
   * @param product the product
   * @returns a wrong field where no product is named
   */
  override preflight(product: ProductSnapshot | null): readonly FieldError[] {
    if (product !== null) return [];
    return [{ field: 'product_id', code: 'vinted.product_required', message: 'Deleting needs a product.' }];
  }

  /**
   * Chooses the job's result.
   * @param results results by step name
   * @returns the item's id, and `ended` or `sold`; a sale of any copy counts
   */
  override summarise(
    results: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Record<string, unknown> {
    const saved = recordOf(results['save']);
    const states = Object.entries(results)
      .filter(([step]) => step.split(':', 1)[0] === DELETE_NAMES.gone)
      .map(([, result]) => textOf(result['status']));
    const status = states.includes('sold') ? 'sold' : (states.at(-1) ?? null);
    return { item_id: textOf(saved['item_id']) ?? null, status };
  }
}
