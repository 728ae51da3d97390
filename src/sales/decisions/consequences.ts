import { Injectable } from '@nestjs/common';
import type { Sql } from '../../common/database/sql.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { SaleRecorder } from '../../ledger/sales/sale-recorder.ts';
import { FoundListings } from './found-listings.ts';
import { ListingDecisions } from './listing-decisions.ts';
import type { OpenAction } from './open-action.ts';
import { SingleJobs } from './single-jobs.ts';

/** A choice that is to be carried out. */
export interface Chosen {
  readonly action: OpenAction;
  readonly choice: string;
  readonly actor: string;
  readonly productId: number | undefined;
}

/** Knows what each choice means. A choice is the same whichever question offers it. */
@Injectable()
export class Consequences {
  constructor(
    private readonly listings: ListingDecisions,
    private readonly found: FoundListings,
    private readonly jobs: SingleJobs,
    private readonly sales: SaleRecorder,
  ) {}

  /**
   * Carries out a choice.
   * @param sql the transaction, which has locked the tenant's lanes and the question
   * @param tenant whose decision
   * @param chosen the choice
   * @returns the job that does it; null where it is done
   * @throws {DomainError} where it is not possible any more
   */
  async of(sql: Sql, tenant: TenantRef, chosen: Chosen): Promise<number | null> {
    const { action, choice, actor, productId } = chosen;
    switch (choice) {
      case 'keep_theirs':
        return this.listings.keepTheirs(sql, tenant, action);
      case 'keep_ours':
        return this.jobs.queue(sql, tenant, action, { actionCode: 'update', input: { force: true }, actor });
      case 'publish_again':
        return this.jobs.queue(sql, tenant, action, { actionCode: 'publish', input: {}, actor });
      case 'mark_ended':
        return this.listings.end(sql, tenant, action);
      case 'mark_sold':
        return this.markSold(sql, tenant, action, actor);
      case 'restock':
        return this.listings.restock(sql, tenant, action);
      case 'link':
        return this.found.link(sql, tenant, action, productId);
      case 'create':
        return this.found.create(sql, tenant, action);
      case 'retry':
        return this.jobs.retry(sql, tenant, action, actor);
      case 'acknowledge':
      case 'leave_ended':
        return null;
      default:
        throw new Error(`nobody knows what the choice ${choice} of ${action.code} means`);
    }
  }

  private async markSold(sql: Sql, tenant: TenantRef, action: OpenAction, actor: string): Promise<null> {
    const { accountId, productId, listingId } = action;
    if (productId === null || listingId === null) throw new Error(`${action.code} is about no listing`);
    await this.sales.record(sql, tenant, {
      source: 'listing',
      accountId,
      productId,
      listingId,
      quantity: 1,
      actor,
    });
    return null;
  }
}
