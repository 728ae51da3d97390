import { Injectable } from '@nestjs/common';
import type { Sql } from '../../common/database/sql.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { ActionCode, Marketplace } from '../../domain/vocabulary.ts';
import { Retry } from '../retry.ts';
import { PlaceJobs } from './place-jobs.ts';

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
interface SalePlace {
  readonly accountId: number;
  readonly marketplace: Marketplace;
  /** Ended jobs of which nobody knows whether they listed the product. */
  readonly unresolved: readonly number[];
}

/** Queues what follows from a sale on the other accounts, in the transaction that counts the sale. */
@Injectable()
export class Delisting {
  constructor(
    private readonly jobs: PlaceJobs,
    private readonly retry: Retry,
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
    const places = await sql.query<SalePlace>(
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
  ): Promise<readonly SalePlace[]> {
    return sql.query<SalePlace>(
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

  private queue(
    sql: Sql,
    tenant: TenantRef,
    { orderId, productId }: SoldRequest,
    kind: string,
    action: ActionCode,
    places: readonly SalePlace[],
  ): Promise<number | undefined> {
    const options = { order_id: orderId, product_id: productId };
    return this.jobs.queue(
      sql,
      tenant,
      { kind, action, priority: MOST_URGENT, options, actor: ACTOR },
      places.map(({ accountId, marketplace }) => ({ accountId, marketplace, productId })),
    );
  }
}
