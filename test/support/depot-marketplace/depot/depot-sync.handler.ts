import { Inject } from '@nestjs/common';
import { KnownListings } from '../../../../src/listings/known-listings.ts';
import type { ListingRecords } from '../../../../src/listings/known-listings.ts';
import { summariseSync, syncPlan, syncSteps } from '../../../../src/handlers/inventory/sync.ts';
import { DepotListingSource } from './account/depot-listing-source.ts';
import type { StepContext } from '../../../../src/handlers/contract/contexts.ts';
import { ACCOUNT_PLAN_VERSION } from '../../../../src/handlers/inventory/account-steps.ts';
import { ONE_CALL_A_STEP } from './account/account-plan.ts';
import { MarketplaceHandler } from '../../../../src/handlers/contract/marketplace-handler.decorator.ts';
import { DirectApiJobHandler } from '../../../../src/handlers/http/direct-api-job-handler.ts';
import type { Step } from '../../../../src/handlers/http/direct-api-job-handler.ts';
import type { TaskPlan } from '../../../../src/domain/task-plan.ts';

/** Compares all items of a shop with what StoFlow knows of them. */
@MarketplaceHandler({ marketplace: 'depot', action: 'sync' })
export class DepotSyncHandler extends DirectApiJobHandler {
  override readonly planVersion = ACCOUNT_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;

  constructor(source: DepotListingSource, @Inject(KnownListings) known: ListingRecords) {
    super();
    this.steps = syncSteps(ONE_CALL_A_STEP, source, known);
  }

  override plan(): readonly TaskPlan[] {
    return syncPlan(ONE_CALL_A_STEP);
  }

  override summarise(results: StepContext['results']): Record<string, unknown> {
    return summariseSync(results);
  }
}
