import { Inject } from '@nestjs/common';
import { KnownListings } from '../../../../src/listings/known-listings.ts';
import type { ListingRecords } from '../../../../src/listings/known-listings.ts';
import { orderSteps, ordersPlan, summariseOrders } from '../../../../src/handlers/inventory/orders.ts';
import { DepotOrderSource } from './account/depot-order-source.ts';
import type { StepContext } from '../../../../src/handlers/contract/contexts.ts';
import { ACCOUNT_PLAN_VERSION } from '../../../../src/handlers/inventory/account-steps.ts';
import { ONE_CALL_A_STEP } from './account/account-plan.ts';
import { MarketplaceHandler } from '../../../../src/handlers/contract/marketplace-handler.decorator.ts';
import { DirectApiJobHandler } from '../../../../src/handlers/http/direct-api-job-handler.ts';
import type { Step } from '../../../../src/handlers/http/direct-api-job-handler.ts';
import type { TaskPlan } from '../../../../src/domain/task-plan.ts';

/** Reads the orders of a shop since the last time. */
@MarketplaceHandler({ marketplace: 'depot', action: 'sync_orders' })
export class DepotSyncOrdersHandler extends DirectApiJobHandler {
  override readonly planVersion = ACCOUNT_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;

  constructor(source: DepotOrderSource, @Inject(KnownListings) records: Pick<ListingRecords, 'now'>) {
    super();
    this.steps = orderSteps(ONE_CALL_A_STEP, source, records);
  }

  override plan(): readonly TaskPlan[] {
    return ordersPlan(ONE_CALL_A_STEP);
  }

  override summarise(results: StepContext['results']): Record<string, unknown> {
    return summariseOrders(results);
  }
}
