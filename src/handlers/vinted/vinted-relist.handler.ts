import { Clock } from '../../common/clock.ts';
import type { FieldError } from '../../domain/errors.ts';
import type { Refused } from '../../domain/outcome.ts';
import type { AccountSnapshot, ProductSnapshot } from '../../domain/snapshots.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import { PluginCommands } from '../../plugin/commands/plugin-commands.ts';
import { PictureLinks } from '../../plugin/pictures/picture-links.ts';
import { anyNumber } from '../contract/any-number.ts';
import type { PlanContext } from '../contract/contexts.ts';
import { MarketplaceHandler } from '../contract/marketplace-handler.decorator.ts';
import { PluginJobHandler } from '../plugin/plugin-job-handler.ts';
import type { PluginStep } from '../plugin/plugin-step.ts';
import { listedItemId } from './publish/listed-item.ts';
import { readyOrRefused } from './publish/wanted.ts';
import {
  copyPlan,
  findOldPlan,
  RELIST_PLAN_VERSION,
  removedPlan,
  replacePlan,
  withdrawPlan,
} from './relist/relist-plan.ts';
import { relistResult } from './relist/relist-result.ts';
import { relistSteps } from './relist/relist-steps.ts';
import { notListed } from './vinted-not-listed.ts';
import { vintedPreflight } from './vinted-preflight.ts';

/**
 * Lists an item anew and deletes the old one, through the seller's own browser. Nothing is deleted before the new item
 * is proven to be for sale.
 */
@MarketplaceHandler({ marketplace: 'vinted', action: 'relist' })
export class VintedRelistHandler extends PluginJobHandler {
  override readonly planVersion = RELIST_PLAN_VERSION;
  protected override readonly marketplaceName = 'Vinted';
  protected override readonly steps: Readonly<Record<string, PluginStep>>;

  constructor(commands: PluginCommands, links: PictureLinks, clock: Clock) {
    super(commands, clock);
    this.steps = relistSteps(commands, links, clock, this.marketplaceName);
  }

  /**
   * Plans the relisting.
   * @param context the job with its product, account and listing
   * @returns a look at the old item, or the refusal of what cannot fit or is not listed
   */
  override plan(context: PlanContext): readonly TaskPlan[] | Refused {
    const ready = readyOrRefused(context);
    if ('kind' in ready) return ready;
    return context.listing === null || listedItemId(context) === 0 ? notListed() : findOldPlan();
  }

  /**
   * Tells what keeps an item from being relisted: the same as keeps it from being published.
   * @param product the product
   * @param account the account, with its settings
   * @returns the wrong fields; none where it fits
   */
  override preflight(product: ProductSnapshot | null, account: AccountSnapshot): readonly FieldError[] {
    return vintedPreflight(product, account, 'Relisting needs a product.');
  }

  /**
   * Tells what a relisting costs. Tools for Vinted warn above 4 of them an hour and 15 a day.
   * @returns sentences
   */
  override notices(): readonly string[] {
    return [
      'The new item starts without the favourites and views of the old one, which is deleted.',
      'Vinted may restrict accounts that relist often: stay below 4 an hour and 15 a day.',
    ];
  }

  /** @returns what follows from what is found, step by step */
  override appends(): readonly TaskPlan[] {
    return [...copyPlan(1), ...replacePlan([1]), ...withdrawPlan(1), ...removedPlan()].map(anyNumber);
  }

  /**
   * Chooses the job's result.
   * @param results results by step name
   * @returns the new item's id and address, the old item's id, and how it all stands
   */
  override summarise(
    results: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Record<string, unknown> {
    return relistResult(results);
  }
}
