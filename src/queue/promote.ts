import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { LaneKey } from './keys.ts';
import { Lanes } from './lanes.ts';

/** Pointers moved in one transaction: small, so that the lanes are locked only for a moment. */
const LOT = 500;

/** Makes pointers ready whose time has come. */
@Injectable()
export class Promote {
  constructor(
    private readonly database: Database,
    private readonly lanes: Lanes,
  ) {}

  /**
   * Promotes one lot of due pointers.
   * @returns how many became ready; call again while it is not 0
   */
  async due(): Promise<number> {
    const waiting = await this.database.query<LaneKey>(
      `select tenant_id as "tenantId", account_id as "accountId"
       from public.job_queue where state = 'scheduled' and run_at <= now() order by run_at limit ${LOT}`,
    );
    if (waiting.length === 0) return 0;
    return this.database.transaction(async (sql) => {
      await this.lanes.lock(sql, waiting);
      const promoted = await sql.query<LaneKey>(
        `update public.job_queue q set state = 'ready'
         where (tenant_id, job_id) in (
           select due.tenant_id, due.job_id from public.job_queue due
           where due.state = 'scheduled' and due.run_at <= now()
             and (due.tenant_id, due.account_id) in (select * from unnest($1::bigint[], $2::bigint[]))
           order by due.run_at limit ${LOT}
         ) and q.state = 'scheduled'
         returning q.tenant_id as "tenantId", q.account_id as "accountId"`,
        [waiting.map((lane) => lane.tenantId), waiting.map((lane) => lane.accountId)],
      );
      await this.lanes.refresh(sql, promoted);
      return promoted.length;
    });
  }

  /**
   * Tells how long nothing will become due.
   * @returns milliseconds until the next scheduled pointer, by the database's clock; null when there is none
   */
  async nextDueInMs(): Promise<number | null> {
    const [next] = await this.database.query<{ readonly ms: number }>(
      `select extract(epoch from run_at - clock_timestamp())::float8 * 1000 as ms
       from public.job_queue where state = 'scheduled' order by run_at limit 1`,
    );
    return next === undefined ? null : Math.max(0, next.ms);
  }
}
