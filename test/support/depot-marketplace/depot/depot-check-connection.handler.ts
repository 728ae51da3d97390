import { checkPlan, checkSteps, summariseCheck } from '../../../../src/handlers/inventory/connection.ts';
import { depotChecklist } from './depot-checklist.ts';
import { DepotItemsClient } from './depot-items.client.ts';
import type { StepContext } from '../../../../src/handlers/contract/contexts.ts';
import { ACCOUNT_PLAN_VERSION } from '../../../../src/handlers/inventory/account-steps.ts';
import { ONE_CALL_A_STEP } from './account/account-plan.ts';
import { MarketplaceHandler } from '../../../../src/handlers/contract/marketplace-handler.decorator.ts';
import { DirectApiJobHandler } from '../../../../src/handlers/http/direct-api-job-handler.ts';
import type { Step } from '../../../../src/handlers/http/direct-api-job-handler.ts';
import type { TaskPlan } from '../../../../src/domain/task-plan.ts';

/** Checks what an account has and lacks. A consent that has ended holds it, as in every other action. */
@MarketplaceHandler({ marketplace: 'depot', action: 'check_connection' })
export class DepotCheckConnectionHandler extends DirectApiJobHandler {
  override readonly planVersion = ACCOUNT_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;

  constructor(client: DepotItemsClient) {
    super();
    this.steps = checkSteps(ONE_CALL_A_STEP, (tenant, account, signal) =>
      depotChecklist(client, { tenant, account, signal }),
    );
  }

  override plan(): readonly TaskPlan[] {
    return checkPlan(ONE_CALL_A_STEP);
  }

  override summarise(results: StepContext['results']): Record<string, unknown> {
    return summariseCheck(results);
  }
}
