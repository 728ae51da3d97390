import { Clock } from '../../common/clock.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import { KnownListings } from '../../listings/known-listings.ts';
import { PluginCommands } from '../../plugin/commands/plugin-commands.ts';
import { MarketplaceHandler } from '../contract/marketplace-handler.decorator.ts';
import { ACCOUNT_PLAN_VERSION } from '../inventory/account-steps.ts';
import { ordersPlan, orderSteps, summariseOrders } from '../inventory/orders.ts';
import { PluginJobHandler } from '../plugin/plugin-job-handler.ts';
import { PluginQuestions } from '../plugin/plugin-questions.ts';
import type { PluginStep } from '../plugin/plugin-step.ts';
import { VINTED_ACCOUNT } from './account/account-options.ts';
import { VintedOrderSource } from './account/vinted-order-source.ts';

/** Looks for sales on Vinted, through the seller's own browser. */
@MarketplaceHandler({ marketplace: 'vinted', action: 'sync_orders' })
export class VintedSyncOrdersHandler extends PluginJobHandler {
  override readonly planVersion = ACCOUNT_PLAN_VERSION;
  protected override readonly marketplaceName = VINTED_ACCOUNT.marketplaceName;
  protected override readonly steps: Readonly<Record<string, PluginStep>>;

  constructor(commands: PluginCommands, clock: Clock, known: KnownListings) {
    super(commands, clock);
    const source = new VintedOrderSource(new PluginQuestions(commands, this.marketplaceName), clock);
    this.steps = orderSteps(VINTED_ACCOUNT, source, known);
  }

  /** @returns the first page; more are appended as they are found */
  override plan(): readonly TaskPlan[] {
    return ordersPlan(VINTED_ACCOUNT);
  }

  /**
   * Chooses the job's result.
   * @param results results by step name
   * @returns how many sales were read
   */
  override summarise(
    results: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Record<string, unknown> {
    return summariseOrders(results);
  }
}
