import { Injectable } from '@nestjs/common';
import { Database, LOOKUPS } from '../common/database/database.ts';
import { PREPARED } from '../common/database/sql.ts';
import type { Sql } from '../common/database/sql.ts';
import type { LaneKey, Lease } from './keys.ts';
import { Lanes } from './lanes.ts';

/** What becomes of a pointer whose run has ended or whose holder is gone. */
export type Settlement =
  /** The job is over. */
  | { readonly to: 'gone' }
  /** It may run again at once; `recovered` where its holder died. */
  | ({ readonly to: 'ready'; readonly recovered?: boolean } & Waiting)
  /** It may run again when the wait is over. */
  | ({ readonly to: 'scheduled'; readonly delayMs: number; readonly recovered?: boolean } & Waiting)
  /** A person paused it. */
  | ({ readonly to: 'parked' } & Waiting);

interface Waiting {
  /** True while nobody knows what a step of it did: its product is not free for others until then. */
  readonly unresolved?: boolean;
}

/** A lease together with what becomes of it. */
export interface Settled {
  readonly lease: Lease;
  readonly settlement: Settlement;
}

/** What became of a lot of settlements. */
export interface Ended {
  /** How many of the leases were still held; the others had been fenced. */
  readonly held: number;
  /** Whether one of their lanes may be claimed now. */
  readonly wakes: boolean;
}

/**
 * Ends leases, in lots. It carries owner and epoch, so a holder that was declared dead settles nothing; and it is,
 * with the replacing upsert, the only place where a pointer leaves `leased`, so `running` moves nowhere else.
 */
@Injectable()
export class Settle {
  constructor(
    private readonly database: Database,
    private readonly lanes: Lanes,
  ) {}

  /**
   * Applies settlements in one transaction.
   * @param lot leases with what becomes of them
   * @returns what became of them
   */
  async apply(lot: readonly Settled[]): Promise<Ended> {
    if (lot.length === 0) return { held: 0, wakes: false };
    return this.database.transaction(async (sql) => {
      await this.lanes.lock(
        sql,
        lot.map(({ lease }) => lease),
      );
      const left = await this.leaveLeased(sql, lot);
      return { held: left.length, wakes: await this.lanes.giveBack(sql, left) };
    }, LOOKUPS);
  }

  private async leaveLeased(sql: Sql, lot: readonly Settled[]): Promise<readonly LaneKey[]> {
    return sql.query<LaneKey>(
      LEAVE_LEASED,
      [
        lot.map(({ lease }) => lease.tenantId),
        lot.map(({ lease }) => lease.jobId),
        lot.map(({ lease }) => lease.epoch),
        lot.map(({ lease }) => lease.owner),
        lot.map(({ settlement }) => settlement.to),
        lot.map(({ settlement }) => (settlement.to === 'scheduled' ? settlement.delayMs : 0)),
        lot.map(({ settlement }) => 'recovered' in settlement && settlement.recovered === true),
        lot.map(({ settlement }) => 'unresolved' in settlement && settlement.unresolved === true),
      ],
      PREPARED,
    );
  }
}

const LEAVE_LEASED = `
  with s as (
    select *
    from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::uuid[], $5::text[], $6::float8[], $7::boolean[],
                $8::boolean[])
      as s (tenant_id, job_id, epoch, owner, state, delay_ms, recovered, unresolved)
  ),
  gone as (
    delete from public.job_queue q using s
    where s.state = 'gone'
      and q.tenant_id = s.tenant_id and q.job_id = s.job_id
      and q.state = 'leased' and q.epoch = s.epoch and q.owner = s.owner
    returning q.tenant_id, q.account_id
  ),
  kept as (
    update public.job_queue q
    set state = case when s.state = 'scheduled' and s.delay_ms <= 0 then 'ready' else s.state end,
        owner = null,
        unresolved = s.unresolved,
        run_at = greatest(q.run_at, now() + s.delay_ms * interval '1 millisecond'),
        recoveries = case when s.recovered then q.recoveries + 1 else 0 end
    from s
    where s.state <> 'gone'
      and q.tenant_id = s.tenant_id and q.job_id = s.job_id
      and q.state = 'leased' and q.epoch = s.epoch and q.owner = s.owner
    returning q.tenant_id, q.account_id
  )
  select tenant_id as "tenantId", account_id as "accountId" from gone
  union all
  select tenant_id, account_id from kept`;
