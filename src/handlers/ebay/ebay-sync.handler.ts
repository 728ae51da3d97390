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
import type { AccountPlanOptions } from '../inventory/account-steps.ts';
import { summariseSync, syncPlan, syncSteps } from '../inventory/sync.ts';
import { EbayListingSource } from './account/ebay-listing-source.ts';
import { siteProblems } from './account/ebay-site.ts';

const OPTIONS: AccountPlanOptions = { taskType: 'direct_http', marketplaceName: 'eBay', rate: ['sweep'] };

/** Compares the listings of an account on eBay with those StoFlow knows. */
@MarketplaceHandler({ marketplace: 'ebay', action: 'sync' })
export class EbaySyncHandler extends DirectApiJobHandler {
  override readonly planVersion = ACCOUNT_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;

  constructor(source: EbayListingSource, @Inject(KnownListings) known: ListingRecords) {
    super();
    this.steps = syncSteps(OPTIONS, source, known);
  }

  /** @returns the first step; the pages after it follow */
  override plan(): readonly TaskPlan[] {
    return syncPlan(OPTIONS);
  }

  /**
   * Tells what keeps the account's listings from being read.
   * @param _product none
   * @param account the account, with its settings
   * @returns an error where no site was chosen
   */
  override preflight(_product: ProductSnapshot | null, account: AccountSnapshot): readonly FieldError[] {
    return siteProblems(account);
  }

  /**
   * Chooses the job's result.
   * @param results results by step name
   * @returns how many listings were found and what became of those known
   */
  override summarise(results: StepContext['results']): Record<string, unknown> {
    return summariseSync(results);
  }
}
