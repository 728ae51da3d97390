import { Clock } from '../../common/clock.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import { KnownListings } from '../../listings/known-listings.ts';
import { PluginCommands } from '../../plugin/commands/plugin-commands.ts';
import { MarketplaceHandler } from '../contract/marketplace-handler.decorator.ts';
import { ACCOUNT_PLAN_VERSION } from '../inventory/account-steps.ts';
import { summariseSync, syncPlan, syncSteps } from '../inventory/sync.ts';
import { PluginJobHandler } from '../plugin/plugin-job-handler.ts';
import { PluginQuestions } from '../plugin/plugin-questions.ts';
import type { PluginStep } from '../plugin/plugin-step.ts';
import { VINTED_ACCOUNT } from './account/account-options.ts';
import { VintedListingSource } from './account/vinted-listing-source.ts';

/** Compares an account's wardrobe with what StoFlow knows, through the seller's own browser. */
@MarketplaceHandler({ marketplace: 'vinted', action: 'sync' })
export class VintedSyncHandler extends PluginJobHandler {
  override readonly planVersion = ACCOUNT_PLAN_VERSION;
  protected override readonly marketplaceName = VINTED_ACCOUNT.marketplaceName;
  protected override readonly steps: Readonly<Record<string, PluginStep>>;

  constructor(commands: PluginCommands, clock: Clock, known: KnownListings) {
    super(commands, clock);
    const source = new VintedListingSource(new PluginQuestions(commands, this.marketplaceName));
    this.steps = syncSteps(VINTED_ACCOUNT, source, known);
  }

  /** @returns the first page; more are appended as they are found */
  override plan(): readonly TaskPlan[] {
    return syncPlan(VINTED_ACCOUNT);
  }

  /**
   * Chooses the job's result.
   * @param results results by step name
   * @returns how many items were found, and what became of those known
   */
  override summarise(
    results: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Record<string, unknown> {
    return summariseSync(results);
  }
}
