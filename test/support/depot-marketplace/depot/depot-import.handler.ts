import { Inject } from '@nestjs/common';
import { KnownListings } from '../../../../src/listings/known-listings.ts';
import type { ListingRecords } from '../../../../src/listings/known-listings.ts';
import { importPlan, importSteps, summariseImport } from '../../../../src/handlers/inventory/import.ts';
import { SamePictures } from '../../../../src/handlers/inventory/same-pictures.ts';
import { DepotListingSource } from './account/depot-listing-source.ts';
import type { StepContext } from '../../../../src/handlers/contract/contexts.ts';
import { ACCOUNT_PLAN_VERSION } from '../../../../src/handlers/inventory/account-steps.ts';
import { ONE_CALL_A_STEP } from './account/account-plan.ts';
import { MarketplaceHandler } from '../../../../src/handlers/contract/marketplace-handler.decorator.ts';
import { DirectApiJobHandler } from '../../../../src/handlers/http/direct-api-job-handler.ts';
import type { Step } from '../../../../src/handlers/http/direct-api-job-handler.ts';
import type { TaskPlan } from '../../../../src/domain/task-plan.ts';

/** Makes products of a shop's items that StoFlow does not know. */
@MarketplaceHandler({ marketplace: 'depot', action: 'import' })
export class DepotImportHandler extends DirectApiJobHandler {
  override readonly planVersion = ACCOUNT_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;

  constructor(
    source: DepotListingSource,
    @Inject(KnownListings) known: ListingRecords,
    pictures: SamePictures,
  ) {
    super();
    this.steps = importSteps(ONE_CALL_A_STEP, source, { known, pictures });
  }

  override plan(): readonly TaskPlan[] {
    return importPlan(ONE_CALL_A_STEP);
  }

  override summarise(results: StepContext['results']): Record<string, unknown> {
    return summariseImport(results);
  }
}
