import { Inject } from '@nestjs/common';
import type { FieldError } from '../../domain/errors.ts';
import type { AccountSnapshot, ProductSnapshot } from '../../domain/snapshots.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import { KnownListings } from '../../listings/known-listings.ts';
import type { ListingRecords } from '../../listings/known-listings.ts';
import type { StepContext } from '../contract/contexts.ts';
import { MarketplaceHandler } from '../contract/marketplace-handler.decorator.ts';
import { DirectApiJobHandler } from '../http/direct-api-job-handler.ts';
import type { Step } from '../http/direct-api-job-handler.ts';
import { ACCOUNT_PLAN_VERSION } from '../inventory/account-steps.ts';
import { importPlan, importSteps, summariseImport } from '../inventory/import.ts';
import { SamePictures } from '../inventory/same-pictures.ts';
import { ONE_CALL_A_STEP } from './account/account-plan.ts';
import { EtsyListingSource } from './account/etsy-listing-source.ts';
import { shopProblems } from './account/shop-of-account.ts';

/** Makes products of the live listings of an Etsy shop that StoFlow does not know yet. */
@MarketplaceHandler({ marketplace: 'etsy', action: 'import' })
export class EtsyImportHandler extends DirectApiJobHandler {
  override readonly planVersion = ACCOUNT_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;

  constructor(
    source: EtsyListingSource,
    @Inject(KnownListings) known: ListingRecords,
    pictures: SamePictures,
  ) {
    super();
    this.steps = importSteps(ONE_CALL_A_STEP, source, { known, pictures });
  }

  /** @returns the first page; the others and the lots of listings are appended to it */
  override plan(): readonly TaskPlan[] {
    return importPlan(ONE_CALL_A_STEP);
  }

  /**
   * Tells what keeps an account's listings from being imported.
   * @param _product none
   * @param account the account
   * @returns the wrong fields
   */
  override preflight(_product: ProductSnapshot | null, account: AccountSnapshot): readonly FieldError[] {
    return shopProblems(account);
  }

  /**
   * Chooses the job's result.
   * @param results results by step name
   * @returns how many live listings were found, and how many of them are new
   */
  override summarise(results: StepContext['results']): Record<string, unknown> {
    return summariseImport(results);
  }
}
