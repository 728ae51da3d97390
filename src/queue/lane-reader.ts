import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { PREPARED } from '../common/database/sql.ts';
import type { Sql } from '../common/database/sql.ts';
import type { Hold, Marketplace } from '../domain/vocabulary.ts';
import type { LaneKey, PointerKey } from './keys.ts';

/** Why a lane does not run, as far as the lane itself is concerned. */
export interface LaneState extends LaneKey {
  readonly marketplace: Marketplace;
  readonly holds: readonly Hold[];
  /** Until when the account was closed by a rate limit; null when it is open. */
  readonly blockedUntil: Date | null;
  readonly marketplacePaused: boolean;
  /** Why and since when the marketplace is paused; null unless it is. */
  readonly marketplaceReason: string | null;
  readonly marketplaceSince: Date | null;
  /** Why and since when the tenant's jobs are paused; null unless they are. */
  readonly tenantReason: string | null;
  readonly tenantSince: Date | null;
  /** Until when the whole marketplace is closed by a rate limit; null when it is open. */
  readonly marketplaceBlockedUntil: Date | null;
  readonly full: boolean;
}

/** Reads what people want to know of the queue. Nothing that decides anything reads through here. */
@Injectable()
export class LaneReader {
  constructor(private readonly database: Database) {}

  /**
   * Reads lanes of one tenant.
   * @param tenantId the tenant
   * @param accountIds its accounts
   * @returns their lanes
   */
  async lanes(tenantId: number, accountIds: readonly number[]): Promise<readonly LaneState[]> {
    if (accountIds.length === 0) return [];
    return this.database.query<LaneState>(
      `${LANE_STATES} where l.tenant_id = $1 and l.account_id = any($2)`,
      [tenantId, accountIds],
      PREPARED,
    );
  }

  /**
   * Reads the lanes in which jobs of one tenant are.
   * @param keys jobs that may have ended
   * @param sql the connection
   * @returns the lanes of those that have not
   */
  lanesOf(keys: readonly PointerKey[], sql: Sql): Promise<readonly LaneState[]> {
    return sql.query<LaneState>(
      // One by one, as below.
      `select distinct on ("accountId") state.* from unnest($1::bigint[], $2::bigint[]) as k (tenant_id, job_id)
       cross join lateral (
         select q.tenant_id, q.account_id from public.job_queue q
         where q.tenant_id = k.tenant_id and q.job_id = k.job_id
         limit 1
       ) q
       cross join lateral (
         ${LANE_STATES} where l.tenant_id = q.tenant_id and l.account_id = q.account_id
         limit 1
       ) state
       order by "accountId"`,
      columnsOf(keys),
      PREPARED,
    );
  }

  /**
   * Finds jobs that wait for another job of the same product on the same account.
   * @param keys jobs of one tenant
   * @param sql the connection
   * @returns those that wait, with the job they wait for
   */
  async busyProducts(
    keys: readonly PointerKey[],
    sql: Sql = this.database,
  ): Promise<readonly (PointerKey & { readonly behindJobId: number })[]> {
    if (keys.length === 0) return [];
    return sql.query<PointerKey & { readonly behindJobId: number }>(
      // One by one, whatever the statistics say: with figures from an empty queue a join reads every pointer.
      `select k.tenant_id as "tenantId", k.job_id as "jobId", other.job_id as "behindJobId"
       from unnest($1::bigint[], $2::bigint[]) as k (tenant_id, job_id)
       cross join lateral (
         select q.account_id, q.product_id, q.seq, q.state from public.job_queue q
         where q.tenant_id = k.tenant_id and q.job_id = k.job_id
         limit 1
       ) q
       cross join lateral (
         select (array_agg(other.job_id order by other.seq))[1] as job_id from public.job_queue other
         where other.tenant_id = k.tenant_id and other.account_id = q.account_id
           and other.product_id = q.product_id and other.job_id <> k.job_id
           and (other.state = 'leased' or (other.state = 'ready' and other.seq < q.seq))
       ) other
       where q.state = 'ready' and other.job_id is not null`,
      columnsOf(keys),
      PREPARED,
    );
  }
}

/** What of lanes people want to know. */
const LANE_STATES = `
  select l.tenant_id as "tenantId", l.account_id as "accountId", l.marketplace, l.holds,
         case when l.blocked_until > now() then l.blocked_until end as "blockedUntil",
         coalesce(s.paused, false) as "marketplacePaused",
         s.reason as "marketplaceReason", s.paused_since as "marketplaceSince",
         t.paused_reason as "tenantReason", t.paused_since as "tenantSince",
         case when s.blocked_until > now() then s.blocked_until end as "marketplaceBlockedUntil",
         l.running >= l.max_running as full
  from public.lanes l left join public.marketplace_switches s using (marketplace)
  left join public.tenants t on t.id = l.tenant_id`;

function columnsOf(keys: readonly PointerKey[]): readonly unknown[] {
  return [keys.map((key) => key.tenantId), keys.map((key) => key.jobId)];
}
