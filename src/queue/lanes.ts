import { Injectable } from '@nestjs/common';
import { PREPARED } from '../common/database/sql.ts';
import type { Sql, Transaction } from '../common/database/sql.ts';
import type { Hold, Marketplace } from '../domain/vocabulary.ts';
import type { LaneKey } from './keys.ts';
import { sortedLanes } from './keys.ts';
import { WOKEN_VTIME, readyAt } from './lane-sql.ts';

/** What a new lane is. */
export interface NewLane extends LaneKey {
  readonly marketplace: Marketplace;
  /** Jobs that may run on the account at once. */
  readonly maxRunning: number;
  /** Share of the account's tenant; 1 is the usual. */
  readonly weight?: number;
  /** Reasons why it may not run yet. */
  readonly holds?: readonly Hold[];
}

/** Holds that stop a whole tenant: it is suspended, or only its jobs are paused. */
export type TenantHold = Extract<Hold, 'tenant' | 'tenant_paused'>;

/**
 * The queues of single accounts. Everything that changes a lane, or a pointer in it, first locks the lane and looks
 * only in the next statement: a look in the same statement sees the time before the lock was had, and wake-ups were
 * lost to that (measured).
 */
@Injectable()
export class Lanes {
  /**
   * Creates the lane of a new account, or gives the lane of a known one its present limit and weight.
   * @param sql the transaction that creates or reconnects the account
   * @param lane what it is
   */
  async open(sql: Sql, lane: NewLane): Promise<void> {
    await sql.query(
      `insert into public.lanes (tenant_id, account_id, marketplace, max_running, weight, holds)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (tenant_id, account_id)
       do update set max_running = excluded.max_running, weight = excluded.weight, updated_at = now()`,
      [lane.tenantId, lane.accountId, lane.marketplace, lane.maxRunning, lane.weight ?? 1, lane.holds ?? []],
    );
    // A claim counts on a ready lane to have a free slot, and a full one sleeps until it is told of another.
    await this.refresh(sql, [lane]);
  }

  /**
   * Locks lanes until the transaction ends, in the one order that cannot deadlock. First in the lock order of the
   * whole product: lanes, pointers, tenant rows.
   * @param sql the transaction
   * @param keys the lanes
   */
  async lock(sql: Sql, keys: readonly LaneKey[]): Promise<void> {
    const lanes = sortedLanes(keys);
    await sql.send(
      `select from public.lanes
       where (tenant_id, account_id) in (select * from unnest($1::bigint[], $2::bigint[]))
       order by tenant_id, account_id
       for update`,
      [lanes.map((lane) => lane.tenantId), lanes.map((lane) => lane.accountId)],
      PREPARED,
    );
  }

  /**
   * Locks every lane of a tenant until the transaction ends, before anything else of it is locked.
   * @param sql the transaction
   * @param tenantId the tenant
   */
  async lockTenant(sql: Sql, tenantId: number): Promise<void> {
    await this.lock(sql, await this.ofTenant(sql, tenantId));
  }

  /**
   * Recomputes when locked lanes may be claimed, and gives back slots of pointers that are no longer leased.
   * @param sql the transaction, which holds the lanes' locks since an earlier statement
   * @param keys the lanes; a lane is named once for every slot that it gives back
   * @param freed slots given back by each named lane: 1 for a pointer that left `leased`, else 0
   */
  async refresh(sql: Sql, keys: readonly LaneKey[], freed: readonly number[] = []): Promise<void> {
    await sql.send(REFRESH, refreshed(keys, freed), PREPARED);
  }

  /**
   * Gives back slots of pointers that are no longer leased, as the last of a transaction.
   * @param sql the transaction, which holds the lanes' locks since an earlier statement
   * @param keys the lanes; a lane is named once for every slot that it gives back
   * @returns whether one of them may be claimed now
   */
  async giveBack(sql: Transaction, keys: readonly LaneKey[]): Promise<boolean> {
    const freed = keys.map(() => 1);
    const lanes = await sql.last<{ readonly isReady: boolean }>(REFRESH, refreshed(keys, freed), PREPARED);
    return lanes.some(({ isReady }) => isReady);
  }

  /**
   * Stops a lane for a reason. Running jobs go on; a reason that is already there stays once.
   * @param sql a transaction
   * @param key the lane
   * @param hold the reason
   */
  async hold(sql: Sql, key: LaneKey, hold: Hold): Promise<void> {
    await sql.query(
      `update public.lanes
       set holds = array_append(array_remove(holds, $3), $3), ready_at = null, updated_at = now()
       where tenant_id = $1 and account_id = $2`,
      [key.tenantId, key.accountId, hold],
    );
  }

  /**
   * Takes one reason away; the lane runs again when it was the last one.
   * @param sql a transaction
   * @param key the lane
   * @param hold the reason
   */
  async unhold(sql: Sql, key: LaneKey, hold: Hold): Promise<void> {
    await this.unholdAll(sql, [key], hold);
  }

  /**
   * Stops every lane of a tenant.
   * @param sql a transaction
   * @param tenantId the tenant
   * @param hold the reason
   */
  async holdTenant(sql: Sql, tenantId: number, hold: TenantHold = 'tenant'): Promise<void> {
    const keys = await this.ofTenant(sql, tenantId);
    await this.lock(sql, keys);
    await sql.query(
      `update public.lanes
       set holds = array_append(array_remove(holds, $2), $2), ready_at = null, updated_at = now()
       where tenant_id = $1`,
      [tenantId, hold],
    );
  }

  /**
   * Lets every lane of a tenant run again, as far as no other reason holds it.
   * @param sql a transaction
   * @param tenantId the tenant
   * @param hold the reason that is no more
   */
  async unholdTenant(sql: Sql, tenantId: number, hold: TenantHold = 'tenant'): Promise<void> {
    await this.unholdAll(sql, await this.ofTenant(sql, tenantId), hold);
  }

  /**
   * Closes a lane for a time, as the marketplace asked. A longer block that is already there stays.
   * @param sql a transaction
   * @param key the lane
   * @param milliseconds how long
   * @returns until when it is closed, as the database writes it
   */
  async block(sql: Sql, key: LaneKey, milliseconds: number): Promise<string | undefined> {
    const [row] = await sql.query<{ until: string }>(
      `update public.lanes
       set blocked_until = greatest(blocked_until, now() + $3 * interval '1 millisecond'),
           ready_at = case when ready_at is null then null
                      else greatest(ready_at, now() + $3 * interval '1 millisecond') end,
           updated_at = now()
       where tenant_id = $1 and account_id = $2
       returning blocked_until::text as until`,
      [key.tenantId, key.accountId, milliseconds],
    );
    return row?.until;
  }

  /**
   * Opens a lane that was closed for a time, unless it has been closed for another reason since.
   * @param sql a transaction
   * @param key the lane
   * @param until what closing it answered
   */
  async unblock(sql: Sql, key: LaneKey, until: string): Promise<void> {
    await this.lock(sql, [key]);
    await sql.query(
      `update public.lanes set blocked_until = null, updated_at = now()
       where tenant_id = $1 and account_id = $2 and blocked_until = $3::timestamptz`,
      [key.tenantId, key.accountId, until],
    );
    await this.refresh(sql, [key]);
    await sql.send(`notify stoflow_queue`);
  }

  private async unholdAll(sql: Sql, keys: readonly LaneKey[], hold: Hold): Promise<void> {
    await this.lock(sql, keys);
    await sql.query(
      `update public.lanes set holds = array_remove(holds, $3), updated_at = now()
       where (tenant_id, account_id) in (select * from unnest($1::bigint[], $2::bigint[]))`,
      [keys.map((key) => key.tenantId), keys.map((key) => key.accountId), hold],
    );
    await this.refresh(sql, keys);
    await sql.send(`notify stoflow_queue`);
  }

  private async ofTenant(sql: Sql, tenantId: number): Promise<readonly LaneKey[]> {
    return sql.query<LaneKey>(
      `select tenant_id as "tenantId", account_id as "accountId" from public.lanes where tenant_id = $1`,
      [tenantId],
    );
  }
}

const REFRESH = `
  update public.lanes l
  set running = l.running - k.freed,
      ready_at = ${readyAt('l.running - k.freed')},
      vtime = ${WOKEN_VTIME},
      updated_at = now()
  from (
    select tenant_id, account_id, sum(freed)::int as freed
    from unnest($1::bigint[], $2::bigint[], $3::int[]) as k (tenant_id, account_id, freed)
    group by tenant_id, account_id
  ) k
  where l.tenant_id = k.tenant_id and l.account_id = k.account_id
  returning coalesce(l.ready_at <= now(), false) as "isReady"`;

function refreshed(keys: readonly LaneKey[], freed: readonly number[]): readonly unknown[] {
  return [
    keys.map((key) => key.tenantId),
    keys.map((key) => key.accountId),
    keys.map((_, index) => freed[index] ?? 0),
  ];
}
