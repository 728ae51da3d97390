import { Injectable } from '@nestjs/common';
import { Database, LOOKUPS } from '../common/database/database.ts';
import { PREPARED } from '../common/database/sql.ts';
import type { Transaction } from '../common/database/sql.ts';
import type { Lease } from './keys.ts';
import { PRODUCT_IS_FREE, readyAt } from './lane-sql.ts';

/** What a claim came to. */
export interface Claimed {
  readonly leases: readonly Lease[];
  /** Whether there may be more: as many lanes were looked at, or as many jobs leased, as were asked for. */
  readonly more: boolean;
}

/**
 * Hands jobs to an instance. One transaction of two statements: the first locks lanes that may run, the second
 * chooses and leases their heads. As one statement it would choose heads from a snapshot older than its locks,
 * which double-claimed 610 of 6,000 jobs when it was measured.
 */
@Injectable()
export class Claim {
  constructor(private readonly database: Database) {}

  /**
   * Leases up to `limit` jobs, the lanes that had the least of the service first.
   * @param owner the instance
   * @param limit the most jobs it can take now
   * @returns the leases; none when no lane may run
   */
  async take(owner: string, limit: number): Promise<Claimed> {
    return this.database.transaction((sql) => this.takeIn(sql, owner, limit, true), LOOKUPS);
  }

  /**
   * Leases jobs in a transaction, of which these are the first statements: lanes come before everything else that is locked.
   * @param sql the transaction
   * @param owner the instance
   * @param limit the most jobs it can take now
   * @param isLast whether the transaction ends with this
   * @returns the leases
   */
  async takeIn(sql: Transaction, owner: string, limit: number, isLast = false): Promise<Claimed> {
    const [locked, leases] = await Promise.all([
      sql.query<{ readonly lanes: number }>(LOCK_READY_LANES, [owner, limit], PREPARED),
      sql[isLast ? 'last' : 'query']<Lease>(LEASE_HEADS, [owner, limit], PREPARED),
    ]);
    return { leases, more: leases.length >= limit || (locked[0]?.lanes ?? 0) >= limit };
  }
}

const TURN = 'vtime, tenant_id, account_id';

/**
 * The lanes it locked are left in settings of the transaction, where the next statement finds them: both are on their way
 * before the first is answered. A paused marketplace is one row that this statement reads, not a change of every lane.
 */
const LOCK_READY_LANES = `
  with locked as (
    select l.tenant_id, l.account_id, l.max_running - l.running as free, l.vtime
    from public.lanes l
    where l.ready_at <= statement_timestamp()
      and (l.executor is null or l.executor = $1)
      and l.marketplace not in (
        select s.marketplace from public.marketplace_switches s
        where s.paused or s.blocked_until > statement_timestamp()
      )
    order by l.vtime, l.tenant_id, l.account_id
    limit $2
    for update of l skip locked
  )
  select count(*)::int as lanes,
         set_config('stoflow.locked_tenants', coalesce(array_agg(tenant_id order by ${TURN}), '{}')::text, true),
         set_config('stoflow.locked_accounts', coalesce(array_agg(account_id order by ${TURN}), '{}')::text, true),
         set_config('stoflow.free_slots', coalesce(array_agg(free order by ${TURN}), '{}')::text, true)
  from locked`;

/**
 * Heads are leased by their place, which nothing but a lookup can be made of: with figures from a moment when the queue
 * was empty, a join by their key reads every pointer there is (`npm run bench -- --only hot_statements` showed it). A
 * pointer that somebody has changed meanwhile has another place, is not leased, and leaves its lane ready.
 *
 * A lane's virtual time goes on from the latest of its tenant's lanes, so a tenant with ten accounts gets no more
 * than a tenant with one. A lane from which the limit cut heads off stays ready, and one that it left out stays as it is.
 */
const LEASE_HEADS = `
  with lane as (
    select * from unnest(current_setting('stoflow.locked_tenants')::bigint[],
                         current_setting('stoflow.locked_accounts')::bigint[],
                         current_setting('stoflow.free_slots')::int[])
      with ordinality as lane (tenant_id, account_id, free, ordinal)
  ),
  head as (
    select q.place
    from lane cross join lateral (
      select q.ctid as place, q.job_id, q.priority, q.turn
      from public.job_queue q
      where q.tenant_id = lane.tenant_id and q.account_id = lane.account_id and q.state = 'ready'
        and ${PRODUCT_IS_FREE}
      order by q.priority, q.turn, q.job_id
      limit lane.free
    ) q
    order by lane.ordinal, q.priority, q.turn, q.job_id
    limit $2
  ),
  leased as (
    update public.job_queue q
    set state = 'leased', owner = $1, epoch = q.epoch + 1
    from head
    where q.ctid = head.place and q.state = 'ready'
    returning q.*
  ),
  taken as (
    select lane.tenant_id, lane.account_id, lane.ordinal, count(leased.job_id)::int as jobs
    from lane left join leased using (tenant_id, account_id)
    group by lane.tenant_id, lane.account_id, lane.ordinal
  ),
  served as (
    select t.tenant_id, t.account_id, t.jobs,
           (select max(sibling.vtime) from public.lanes sibling where sibling.tenant_id = t.tenant_id) as clock,
           sum(t.jobs) over (partition by t.tenant_id order by t.ordinal) as of_tenant
    from taken t
    where t.jobs > 0
      or t.ordinal < (select max(last.ordinal) from taken last where last.jobs > 0)
      or (select count(*) from leased) < $2
  ),
  moved as (
    update public.lanes l
    set running = l.running + served.jobs,
        vtime = case when served.jobs > 0 then served.clock + served.of_tenant / l.weight else l.vtime end,
        ready_at = case
          when served.jobs = 0 then ${readyAt('l.running')}
          when l.running + served.jobs >= l.max_running then null
          when exists (
            select from public.job_queue q
            where q.tenant_id = l.tenant_id and q.account_id = l.account_id and q.state = 'ready'
              and not exists (
                select from leased where leased.tenant_id = q.tenant_id and leased.job_id = q.job_id
              )
          ) then l.ready_at
        end,
        updated_at = now()
    from served
    where l.tenant_id = served.tenant_id and l.account_id = served.account_id
  )
  select tenant_id as "tenantId", job_id as "jobId", account_id as "accountId", product_id as "productId",
         batch_id as "batchId", epoch, owner, recoveries
  from leased`;
