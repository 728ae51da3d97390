import type { TaskPlan } from '../../domain/task-plan.ts';
import type { StepContext } from '../contract/contexts.ts';
import { MarketplaceHandler } from '../contract/marketplace-handler.decorator.ts';
import { DirectApiJobHandler } from '../http/direct-api-job-handler.ts';
import type { Step } from '../http/direct-api-job-handler.ts';
import { ACCOUNT_PLAN_VERSION } from '../inventory/account-steps.ts';
import type { AccountPlanOptions } from '../inventory/account-steps.ts';
import { checkPlan, checkSteps, summariseCheck } from '../inventory/connection.ts';
import { verifyOrHold } from './account/verify-or-hold.ts';
import { EbayAccountClient } from './ebay-account.client.ts';

const OPTIONS: AccountPlanOptions = { taskType: 'direct_http', marketplaceName: 'eBay', rate: ['checks'] };

/** Checks what an account on eBay has and lacks. */
@MarketplaceHandler({ marketplace: 'ebay', action: 'check_connection' })
export class EbayCheckConnectionHandler extends DirectApiJobHandler {
  override readonly planVersion = ACCOUNT_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;

  constructor(client: EbayAccountClient) {
    super();
    this.steps = checkSteps(OPTIONS, verifyOrHold(client));
  }

  /** @returns the first step */
  override plan(): readonly TaskPlan[] {
    return checkPlan(OPTIONS);
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
