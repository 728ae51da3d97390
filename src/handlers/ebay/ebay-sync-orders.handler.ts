import { Inject } from '@nestjs/common';
import type { TaskPlan } from '../../domain/task-plan.ts';
import { KnownListings } from '../../listings/known-listings.ts';
import type { ListingRecords } from '../../listings/known-listings.ts';
import type { StepContext } from '../contract/contexts.ts';
import { MarketplaceHandler } from '../contract/marketplace-handler.decorator.ts';
import { DirectApiJobHandler } from '../http/direct-api-job-handler.ts';
import type { Step } from '../http/direct-api-job-handler.ts';
import { ACCOUNT_PLAN_VERSION } from '../inventory/account-steps.ts';
import type { AccountPlanOptions } from '../inventory/account-steps.ts';
import { orderSteps, ordersPlan, summariseOrders } from '../inventory/orders.ts';
import { EbayOrderSource } from './account/ebay-order-source.ts';

const OPTIONS: AccountPlanOptions = { taskType: 'direct_http', marketplaceName: 'eBay', rate: ['orders'] };

/** Reads the sales of an account on eBay since the last time. */
@MarketplaceHandler({ marketplace: 'ebay', action: 'sync_orders' })
export class EbaySyncOrdersHandler extends DirectApiJobHandler {
  override readonly planVersion = ACCOUNT_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;

  constructor(source: EbayOrderSource, @Inject(KnownListings) records: Pick<ListingRecords, 'now'>) {
    super();
    this.steps = orderSteps(OPTIONS, source, records);
  }

  /** @returns the first step; the pages after it follow */
  override plan(): readonly TaskPlan[] {
    return ordersPlan(OPTIONS);
  }

  /**
   * Chooses the job's result.
   * @param results results by step name
   * @returns how many orders and pieces were read, and until when
   */
  override summarise(results: StepContext['results']): Record<string, unknown> {
    return summariseOrders(results);
  }
}
