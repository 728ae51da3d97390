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
import { orderSteps, ordersPlan, summariseOrders } from '../inventory/orders.ts';
import { ONE_CALL_A_STEP } from './account/account-plan.ts';
import { EtsyOrderSource } from './account/etsy-order-source.ts';
import { shopProblems } from './account/shop-of-account.ts';

/** Reads the receipts of an Etsy shop since the last time. */
@MarketplaceHandler({ marketplace: 'etsy', action: 'sync_orders' })
export class EtsySyncOrdersHandler extends DirectApiJobHandler {
  override readonly planVersion = ACCOUNT_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;

  constructor(source: EtsyOrderSource, @Inject(KnownListings) records: Pick<ListingRecords, 'now'>) {
    super();
    this.steps = orderSteps(ONE_CALL_A_STEP, source, records);
  }

  /** @returns the first page; the others, and what remembers how far the look came, are appended to it */
  override plan(): readonly TaskPlan[] {
    return ordersPlan(ONE_CALL_A_STEP);
  }

  /**
   * Tells what keeps an account's orders from being read.
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
   * @returns how many orders and sold pieces were read, and until when
   */
  override summarise(results: StepContext['results']): Record<string, unknown> {
    return summariseOrders(results);
  }
}
