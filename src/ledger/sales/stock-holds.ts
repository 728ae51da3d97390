import { Injectable } from '@nestjs/common';
import type { Sql } from '../../common/database/sql.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { Wishes } from '../wishes.ts';
import { PlaceJobs } from './place-jobs.ts';
import type { Place } from './place-jobs.ts';

/** After delisting, before anything else: what is held may be sold there at this moment. */
const PRIORITY = 2;
const ACTOR = 'selling policy';

/** A hold with what became of the end of its listing. */
interface Held extends Place {
  readonly id: number;
  readonly jobId: number | null;
  readonly jobStatus: string | null;
  /** Whether the piece is in stock and was neither sold nor listed there since. */
  readonly wanted: boolean;
}

/**
 * Ends the listings of single pieces while another account, on which they are listed as well, cannot act: nobody would
 * learn of a sale there. They are published again when it can, unless they were sold.
 */
@Injectable()
export class StockHolds {
  constructor(
    private readonly places: PlaceJobs,
    private readonly wishes: Wishes,
  ) {}

  /**
   * Holds every single piece of an account that cannot act.
   * @param sql the transaction, which has locked the tenant's lanes
   * @param tenant whose pieces
   * @param causeAccountId the account that cannot act
   * @param reachable the tenant's other accounts that can
   * @returns how many listings are being ended
   */
  async hold(
    sql: Sql,
    tenant: TenantRef,
    causeAccountId: number,
    reachable: readonly number[],
  ): Promise<number> {
    const { schema } = tenant;
    const pieces = await sql.query<Place>(
      `select l.account_id as "accountId", a.marketplace, l.product_id as "productId"
       from ${schema}.listings l
       join ${schema}.marketplace_accounts a on a.id = l.account_id
       join ${schema}.products p on p.id = l.product_id
       where l.account_id = any($2::bigint[]) and l.status = 'live' and l.superseded_by is null
         and p.quantity = 1 and p.status = 'active'
         and exists (
           select from ${schema}.listings there
           where there.product_id = p.id and there.account_id = $1 and there.status in ('live', 'unknown')
         )
         and not exists (
           select from ${schema}.marketplace_jobs j
           where j.product_id = p.id and j.account_id = l.account_id
             and (j.action_code = 'delete' and j.status in ('pending', 'processing', 'paused')
                  or j.unresolved and j.status in ('failed', 'cancelled'))
         )
       order by l.account_id, l.product_id`,
      [causeAccountId, reachable],
    );
    const request = {
      kind: 'hold_elsewhere',
      action: 'delete',
      priority: PRIORITY,
      options: { cause_account_id: causeAccountId },
      actor: ACTOR,
    };
    const batchJobId = await this.places.queue(sql, tenant, request, pieces);
    if (batchJobId === undefined) return 0;
    await sql.query(
      `insert into ${schema}.stock_holds (product_id, account_id, cause_account_id, batch_job_id)
       select product_id, account_id, $2, $1 from ${schema}.marketplace_jobs where batch_job_id = $1
       on conflict do nothing`,
      [batchJobId, causeAccountId],
    );
    return pieces.length;
  }

  /**
   * Lists again what was held because of an account, as far as it is still there to be sold.
   * @param sql the transaction, which has locked the tenant's lanes
   * @param tenant whose pieces
   * @param causeAccountId the account that can act again
   * @returns whether everything is released; false while a listing is just being ended
   */
  async release(sql: Sql, tenant: TenantRef, causeAccountId: number): Promise<boolean> {
    const held = await this.held(sql, tenant, causeAccountId);
    const isOver = ({ jobStatus }: Held): boolean => jobStatus !== 'processing';
    const waiting = held.filter(({ jobStatus }) => jobStatus === 'pending' || jobStatus === 'paused');
    const ended = held.filter(({ jobStatus, wanted }) => jobStatus === 'completed' && wanted);
    if (waiting.length > 0) {
      await this.wishes.cancelIn(
        sql,
        tenant,
        waiting.flatMap(({ jobId }) => jobId ?? []),
        ACTOR,
      );
    }
    const request = {
      kind: 'release_holds',
      action: 'publish',
      priority: PRIORITY,
      options: { cause_account_id: causeAccountId },
      actor: ACTOR,
    };
    const batchJobId = await this.places.queue(sql, tenant, request, ended);
    const released = [...waiting, ...ended].map(({ id }) => id);
    await sql.query(
      `update ${tenant.schema}.stock_holds
       set status = case when id = any($2::bigint[]) then 'released' else 'dropped' end,
           release_batch_id = case when id = any($3::bigint[]) then $4::bigint end, updated_at = now()
       where id = any($1::bigint[])`,
      [held.filter(isOver).map(({ id }) => id), released, ended.map(({ id }) => id), batchJobId ?? null],
    );
    return held.every(isOver);
  }

  /**
   * Tells whether the orders of an account have been read since a moment.
   * @param sql the transaction
   * @param tenant whose account
   * @param accountId the account
   * @param since the moment
   * @returns whether a sale from before that would be known
   */
  async ordersReadSince(sql: Sql, { schema }: TenantRef, accountId: number, since: Date): Promise<boolean> {
    const rows = await sql.query(
      `select from ${schema}.marketplace_accounts where id = $1 and orders_read_until > $2::timestamptz`,
      [accountId, since],
    );
    return rows.length > 0;
  }

  private held(sql: Sql, { schema }: TenantRef, causeAccountId: number): Promise<readonly Held[]> {
    return sql.query<Held>(
      `select h.id, h.product_id as "productId", h.account_id as "accountId", a.marketplace,
              j.id as "jobId", j.status as "jobStatus",
              p.quantity > 0 and p.status = 'active' and coalesce((
                select l.status = 'ended' from ${schema}.listings l
                where l.product_id = h.product_id and l.account_id = h.account_id and l.superseded_by is null
                order by l.id desc limit 1
              ), true) as wanted
       from ${schema}.stock_holds h
       join ${schema}.products p on p.id = h.product_id
       join ${schema}.marketplace_accounts a on a.id = h.account_id
       left join ${schema}.marketplace_jobs j
         on j.batch_job_id = h.batch_job_id and j.product_id = h.product_id and j.account_id = h.account_id
       where h.cause_account_id = $1 and h.status = 'held' order by h.id`,
      [causeAccountId],
    );
  }
}
