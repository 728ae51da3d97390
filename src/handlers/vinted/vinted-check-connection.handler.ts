import { Clock } from '../../common/clock.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import { PluginCommands } from '../../plugin/commands/plugin-commands.ts';
import { MarketplaceHandler } from '../contract/marketplace-handler.decorator.ts';
import { ACCOUNT_PLAN_VERSION } from '../inventory/account-steps.ts';
import { checkPlan, checkSteps, summariseCheck } from '../inventory/connection.ts';
import { PluginJobHandler } from '../plugin/plugin-job-handler.ts';
import type { PluginStep } from '../plugin/plugin-step.ts';
import { VINTED_ACCOUNT } from './account/account-options.ts';
import { VintedAdapter } from './vinted.adapter.ts';

/** Checks what an account has and lacks. It waits for the seller's browser like any other job, and says so. */
@MarketplaceHandler({ marketplace: 'vinted', action: 'check_connection' })
export class VintedCheckConnectionHandler extends PluginJobHandler {
  override readonly planVersion = ACCOUNT_PLAN_VERSION;
  protected override readonly marketplaceName = VINTED_ACCOUNT.marketplaceName;
  protected override readonly steps: Readonly<Record<string, PluginStep>>;

  constructor(commands: PluginCommands, clock: Clock, vinted: VintedAdapter) {
    super(commands, clock);
    this.steps = checkSteps(VINTED_ACCOUNT, (tenant, account, signal) =>
      vinted.verify(tenant, account, signal),
    );
  }

  /** @returns the one step */
  override plan(): readonly TaskPlan[] {
    return checkPlan(VINTED_ACCOUNT);
  }

  /**
   * Chooses the job's result.
   * @param results results by step name
   * @returns whether everything is there, and the items
   */
  override summarise(
    results: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Record<string, unknown> {
    return summariseCheck(results);
  }
}
