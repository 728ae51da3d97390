import type { TaskPlan } from '../../domain/task-plan.ts';
import { blockingItems } from '../contract/blocking-items.ts';
import type { StepContext } from '../contract/contexts.ts';
import { MarketplaceHandler } from '../contract/marketplace-handler.decorator.ts';
import { DirectApiJobHandler } from '../http/direct-api-job-handler.ts';
import type { Step } from '../http/direct-api-job-handler.ts';
import { ACCOUNT_PLAN_VERSION } from '../inventory/account-steps.ts';
import { checkPlan, checkSteps, summariseCheck } from '../inventory/connection.ts';
import { CHECK_IN_ONE_STEP } from './account/account-plan.ts';
import { ETSY_BLOCKING, askEtsyChecklist } from './etsy-checklist.ts';
import { EtsyShopClient } from './etsy-shop.client.ts';

/**
 * Checks what an Etsy account has and lacks. A setting that is missing is a finding; a consent that has ended holds the
 * account, as it does in every other action.
 */
@MarketplaceHandler({ marketplace: 'etsy', action: 'check_connection' })
export class EtsyCheckConnectionHandler extends DirectApiJobHandler {
  override readonly planVersion = ACCOUNT_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;

  constructor(shop: EtsyShopClient) {
    super();
    this.steps = checkSteps(CHECK_IN_ONE_STEP, async (tenant, account, signal) => {
      const items = await askEtsyChecklist(shop, { tenant, account, signal }, account.settings);
      return blockingItems(items, ETSY_BLOCKING);
    });
  }

  /** @returns the one step */
  override plan(): readonly TaskPlan[] {
    return checkPlan(CHECK_IN_ONE_STEP);
  }

  /**
   * Chooses the job's result.
   * @param results results by step name
   * @returns whether everything is there, and the items
   */
  override summarise(results: StepContext['results']): Record<string, unknown> {
    return summariseCheck(results);
  }
}
