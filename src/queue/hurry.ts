import { Injectable } from '@nestjs/common';
import type { Sql } from '../common/database/sql.ts';
import type { LaneKey, PointerKey } from './keys.ts';
import { Lanes } from './lanes.ts';

/** Lets jobs that wait already go first. */
@Injectable()
export class Hurry {
  constructor(private readonly lanes: Lanes) {}

  /**
   * Raises the priority of waiting jobs, and lets those run now that were to run later.
   * @param sql the transaction; it locked the lanes in an earlier statement
   * @param keys the jobs; one that is leased or parked keeps its place
   * @param priority at least this urgent, 1 is the most
   */
  async run(sql: Sql, keys: readonly PointerKey[], priority: number): Promise<void> {
    const lanes = await sql.query<LaneKey>(
      `update public.job_queue
       set priority = least(priority, $3), state = 'ready', run_at = least(run_at, now())
       where (tenant_id, job_id) in (select * from unnest($1::bigint[], $2::bigint[]))
         and state in ('ready', 'scheduled')
       returning tenant_id as "tenantId", account_id as "accountId"`,
      [keys.map(({ tenantId }) => tenantId), keys.map(({ jobId }) => jobId), priority],
    );
    if (lanes.length === 0) return;
    await this.lanes.refresh(sql, lanes);
    await sql.send(`notify stoflow_queue`);
  }
}
