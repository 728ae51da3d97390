import { Injectable } from '@nestjs/common';
import type { Sql } from '../../common/database/sql.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { ActionCode, Marketplace } from '../../domain/vocabulary.ts';
import { ActionCatalogue } from '../action-catalogue.ts';
import type { ActionType } from '../action-catalogue.ts';
import { BatchRows } from '../batch-rows.ts';
import type { SkippedSubject } from '../batch-rows.ts';
import { JobCreation } from '../job-creation.ts';
import { Retry } from '../retry.ts';
import { WaitingJobs } from '../waiting-jobs.ts';

/** Delisting comes before everything else: every minute it waits the same piece can be sold twice. */
const MOST_URGENT = 1;
const ACTOR = 'sale';

/** A sale after which other listings of the product have to change. */
export interface SoldRequest {
  readonly orderId: number;
  readonly productId: number;
  /** The account whose marketplace has ended its listing by itself; null where none has. */
  readonly soldOutOn: number | null;
}

/** An account on which something has to be done about a product. */
interface Place {
  readonly accountId: number;
  readonly marketplace: Marketplace;
  /** Ended jobs of which nobody knows whether they listed the product. */
  readonly unresolved: readonly number[];
}

/** Queues what follows from a sale on the other accounts, in the transaction that counts the sale. */
@Injectable()
export class Delisting {
  constructor(
    private readonly catalogue: ActionCatalogue,
    private readonly batches: BatchRows,
    private readonly creation: JobCreation,
    private readonly retry: Retry,
    private readonly waitingJobs: WaitingJobs,
  ) {}

  /**
   * Takes a product off every account where it is listed, being listed, or perhaps listed. Jobs that work on it are
   * asked to cancel; one of which nobody knows what it did looks that up first.
   * @param sql the transaction, which has locked the tenant's lanes
   * @param tenant whose product
   * @param request the sale
   * @returns the batch; undefined where the product is nowhere else
   */
  async end(sql: Sql, tenant: TenantRef, request: SoldRequest): Promise<number | undefined> {
    const places = await this.placesToEnd(sql, tenant, request);
    const unresolved = places.flatMap((place) => place.unresolved);
    if (unresolved.length > 0) await this.retry.reopenIn(sql, tenant, unresolved, ACTOR);
    return this.queue(sql, tenant, request, 'delist_on_sale', 'delete', places);
  }

  /**
   * Has the other listings of a product show how many pieces are left.
   * @param sql the transaction, which has locked the tenant's lanes
   * @param tenant whose product
   * @param request the sale, how many pieces are left and where it was sold
   * @returns the batch; undefined where nobody shows more than there is
   */
  async adjust(
    sql: Sql,
    tenant: TenantRef,
    request: SoldRequest & { readonly left: number; readonly soldOn: number | null },
  ): Promise<number | undefined> {
    const places = await sql.query<Place>(
      `select a.id as "accountId", a.marketplace, '{}'::bigint[] as unresolved
       from ${tenant.schema}.listings l join ${tenant.schema}.marketplace_accounts a on a.id = l.account_id
       where l.product_id = $1 and l.status = 'live' and l.superseded_by is null
         and (l.shown ->> 'quantity')::int > $2
       order by a.id`,
      [request.productId, request.left],
    );
    return this.queue(sql, tenant, request, 'adjust_on_sale', 'update', places);
  }

  private placesToEnd(
    sql: Sql,
    { schema }: TenantRef,
    { productId, soldOutOn }: SoldRequest,
  ): Promise<readonly Place[]> {
    return sql.query<Place>(
      `select * from (
         select a.id as "accountId", a.marketplace,
                exists (
                  select from ${schema}.listings l
                  where l.account_id = a.id and l.product_id = $1 and l.status in ('draft', 'live', 'unknown')
                ) as listed,
                exists (
                  select from ${schema}.marketplace_jobs j
                  where j.account_id = a.id and j.product_id = $1
                    and j.status in ('pending', 'paused', 'processing') and (j.action_code <> 'delete' or a.id <> $2)
                ) as busy,
                array(
                  select j.id from ${schema}.marketplace_jobs j
                  where j.account_id = a.id and j.product_id = $1 and j.unresolved
                    and j.status in ('failed', 'cancelled') order by j.id
                ) as unresolved
         from ${schema}.marketplace_accounts a
       ) place
       where listed or busy or unresolved <> '{}'
       order by "accountId"`,
      [productId, soldOutOn ?? 0],
    );
  }

  private async queue(
    sql: Sql,
    tenant: TenantRef,
    { orderId, productId }: SoldRequest,
    kind: string,
    action: ActionCode,
    places: readonly Place[],
  ): Promise<number | undefined> {
    const types = (await this.catalogue.all()).filter(({ code }) => code === action);
    const reachable = places.flatMap((place) => {
      const type = types.find(({ marketplace }) => marketplace === place.marketplace);
      return type === undefined ? [] : [{ place, type }];
    });
    if (reachable.length === 0) return undefined;
    const batchJobId = await this.batches.create(sql, tenant, {
      marketplaces: [...new Set(reachable.map(({ place }) => place.marketplace))],
      actionCode: action,
      kind,
      options: { priority: MOST_URGENT, order_id: orderId, product_id: productId },
      requestedBy: ACTOR,
    });
    const skipped: SkippedSubject[] = [];
    for (const { place, type } of reachable) {
      skipped.push(...(await this.ask(sql, tenant, place, type, batchJobId, productId)));
    }
    await this.batches.finishCreation(sql, tenant, batchJobId, skipped);
    return batchJobId;
  }

  private async ask(
    sql: Sql,
    tenant: TenantRef,
    place: Place,
    type: ActionType,
    batchJobId: number,
    productId: number,
  ): Promise<readonly SkippedSubject[]> {
    const template = {
      batchJobId,
      actionTypeId: type.id,
      marketplace: type.marketplace,
      actionCode: type.code,
      accountId: place.accountId,
      priority: MOST_URGENT,
      maxAttempts: type.maxAttempts,
      input: {},
      delayMs: 0,
      expiresInMs: null,
      requestedBy: ACTOR,
    };
    const jobs = await this.creation.create(sql, tenant, template, [{ productId }]);
    const waiting = jobs.filter(({ created }) => !created).map(({ jobId }) => jobId);
    if (waiting.length > 0) await this.waitingJobs.hurry(sql, tenant, waiting, MOST_URGENT);
    return waiting.map((jobId) => ({
      product_id: productId,
      marketplace: type.marketplace,
      reason: 'already_active' as const,
      job_id: jobId,
    }));
  }
}
