import { Injectable } from '@nestjs/common';
import { PREPARED } from '../common/database/sql.ts';
import type { Sql } from '../common/database/sql.ts';
import type { LaneKey, PointerKey } from './keys.ts';
import { Lanes } from './lanes.ts';

/** A job that is to run: what the queue must know of it, and nothing more. */
export interface NewPointer extends PointerKey, LaneKey {
  /** What only one job of the lane may work on at a time; a negative number for the action on a whole account. */
  readonly productId: number | null;
  readonly batchId: number | null;
  /** 1 is the most urgent. */
  readonly priority: number;
  /** The job's present epoch; the next claim grows beyond it. */
  readonly epoch: number;
  /** Milliseconds from now until it may run. */
  readonly delayMs: number;
  /** Milliseconds from now until it expires; null for never. */
  readonly expiresInMs: number | null;
  readonly parked: boolean;
  /** True where a step of it may have taken effect: then it comes before every other job of its product. */
  readonly unresolved: boolean;
}

/**
 * Puts jobs into their lanes, in the transaction that makes or reopens the jobs, whose lanes are already locked.
 * It is an upsert: a pointer that is still there, even a leased one, gives way, and the job's raised epoch fences
 * whoever held it.
 */
@Injectable()
export class Enqueue {
  constructor(private readonly lanes: Lanes) {}

  /**
   * Creates or replaces pointers and wakes the workers at the commit.
   * @param sql the transaction; it locked the lanes in an earlier statement
   * @param pointers the jobs, in the order in which they were asked for
   */
  async put(sql: Sql, pointers: readonly NewPointer[]): Promise<void> {
    if (pointers.length === 0) return;
    const freed = await this.removeOld(sql, pointers);
    await sql.send(INSERT, columns(pointers), PREPARED);
    await this.lanes.refresh(sql, [...pointers, ...freed], [...pointers.map(() => 0), ...freed.map(() => 1)]);
    await sql.send(`notify stoflow_queue`);
  }

  private async removeOld(sql: Sql, pointers: readonly NewPointer[]): Promise<readonly LaneKey[]> {
    const reopened = pointers.filter((pointer) => pointer.epoch > 0);
    if (reopened.length === 0) return [];
    const removed = await sql.query<LaneKey & { readonly state: string }>(
      `delete from public.job_queue
       where (tenant_id, job_id) in (select * from unnest($1::bigint[], $2::bigint[]))
       returning tenant_id as "tenantId", account_id as "accountId", state`,
      [reopened.map((pointer) => pointer.tenantId), reopened.map((pointer) => pointer.jobId)],
    );
    return removed.filter((pointer) => pointer.state === 'leased');
  }
}

/** The last of the priorities (a check of `marketplace_action_types`). */
const LEAST_URGENT = 4;

/**
 * `turn` makes batches of one lane take turns: a batch starts where the lane stands and counts its own jobs on from
 * there, so ten jobs of one request are interleaved with ten thousand of another.
 * Where the lane stands is the first of each priority: the least of all its turns would be sought in the whole lane.
 */
const INSERT = `
  insert into public.job_queue
    (tenant_id, job_id, account_id, product_id, batch_id, priority, turn, run_at, expires_at, state, epoch,
     unresolved)
  select n.tenant_id, n.job_id, n.account_id, n.product_id, n.batch_id, n.priority,
         coalesce(lane.turn, 0)
           + row_number() over (partition by n.tenant_id, n.account_id, n.batch_id order by n.ordinal),
         now() + n.delay_ms * interval '1 millisecond',
         now() + n.expires_ms * interval '1 millisecond',
         case when n.parked then 'parked' when n.delay_ms > 0 then 'scheduled' else 'ready' end,
         n.epoch, n.unresolved
  from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::smallint[],
              $7::float8[], $8::float8[], $9::boolean[], $10::bigint[], $11::boolean[])
       with ordinality as n (tenant_id, job_id, account_id, product_id, batch_id, priority,
                             delay_ms, expires_ms, parked, epoch, unresolved, ordinal)
  left join (
    select asked.tenant_id, asked.account_id, min(first.turn) - 1 as turn
    from (select distinct * from unnest($1::bigint[], $3::bigint[]) as asked (tenant_id, account_id)) asked
    cross join generate_series(1, ${LEAST_URGENT}) as urgency (level)
    cross join lateral (
      select q.turn
      from public.job_queue q
      where q.tenant_id = asked.tenant_id and q.account_id = asked.account_id and q.state = 'ready'
        and q.priority = urgency.level
      order by q.turn
      limit 1
    ) first
    group by asked.tenant_id, asked.account_id
  ) lane on lane.tenant_id = n.tenant_id and lane.account_id = n.account_id`;

function columns(pointers: readonly NewPointer[]): readonly unknown[] {
  return [
    pointers.map((p) => p.tenantId),
    pointers.map((p) => p.jobId),
    pointers.map((p) => p.accountId),
    pointers.map((p) => p.productId),
    pointers.map((p) => p.batchId),
    pointers.map((p) => p.priority),
    pointers.map((p) => p.delayMs),
    pointers.map((p) => p.expiresInMs),
    pointers.map((p) => p.parked),
    pointers.map((p) => p.epoch),
    pointers.map((p) => p.unresolved),
  ];
}
