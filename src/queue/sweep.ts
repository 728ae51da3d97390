import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { LaneKey } from './keys.ts';
import { readyAt } from './lane-sql.ts';
import { Lanes } from './lanes.ts';

const LOT = 200;

/**
 * Checks every lane's counters against its pointers. It finds nothing unless a rule of the queue is broken
 * somewhere: the corrections are counted, shown as a metric, and asserted to be 0 by tests.
 */
@Injectable()
export class Sweep {
  private readonly log = new Logger(Sweep.name);
  /** Lanes corrected since the start of the program. */
  corrections = 0;

  constructor(
    private readonly database: Database,
    private readonly lanes: Lanes,
  ) {}

  /**
   * Corrects `running`, and lanes that sleep although they have work or are awake although they may not run, lot by lot.
   * @returns how many lanes had to be corrected
   */
  async run(): Promise<number> {
    let corrected = 0;
    let after: LaneKey = { tenantId: 0, accountId: 0 };
    for (;;) {
      const lanes = await this.database.query<LaneKey>(
        `select tenant_id as "tenantId", account_id as "accountId" from public.lanes
         where (tenant_id, account_id) > ($1, $2) order by tenant_id, account_id limit ${LOT}`,
        [after.tenantId, after.accountId],
      );
      const last = lanes.at(-1);
      if (last === undefined) break;
      corrected += await this.correct(lanes);
      after = last;
    }
    this.corrections += corrected;
    if (corrected > 0)
      this.log.warn(
        `the counters of ${corrected} lanes were wrong and are corrected: a rule of the queue was broken`,
      );
    return corrected;
  }

  private async correct(lanes: readonly LaneKey[]): Promise<number> {
    return this.database.transaction(async (sql) => {
      await this.lanes.lock(sql, lanes);
      const wrong = await sql.query(
        `update public.lanes l
         set running = counted.running, ready_at = ${readyAt('counted.running')}, updated_at = now()
         from (
           select k.tenant_id, k.account_id, count(q.job_id)::int as running
           from unnest($1::bigint[], $2::bigint[]) as k (tenant_id, account_id)
           left join public.job_queue q
             on q.tenant_id = k.tenant_id and q.account_id = k.account_id and q.state = 'leased'
           group by k.tenant_id, k.account_id
         ) counted
         where l.tenant_id = counted.tenant_id and l.account_id = counted.account_id
           and (l.running <> counted.running
                or (l.ready_at is null and ${readyAt('counted.running')} is not null)
                or (l.ready_at is not null and (l.holds <> '{}' or counted.running >= l.max_running)))
         returning l.tenant_id`,
        [lanes.map((lane) => lane.tenantId), lanes.map((lane) => lane.accountId)],
      );
      return wrong.length;
    });
  }
}
