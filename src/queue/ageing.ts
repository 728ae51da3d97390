import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';

const LOT = 1000;

/**
 * Raises jobs that have waited an hour by one level of priority, and again every further hour, so that nothing
 * waits for ever behind more urgent work of its own account. Delisting (1) stays alone at the top.
 */
@Injectable()
export class Ageing {
  constructor(private readonly database: Database) {}

  /**
   * Raises one lot. Priority only orders heads inside a lane, so no lane has to be locked or woken for it.
   * @param hourMs the length of the hour, scaled
   * @returns how many jobs were raised
   */
  async run(hourMs: number): Promise<number> {
    const raised = await this.database.query(
      `update public.job_queue q set priority = q.priority - 1, enqueued_at = now()
       where (q.tenant_id, q.job_id) in (
         select tenant_id, job_id from public.job_queue
         where state = 'ready' and priority > 2 and enqueued_at < now() - $1 * interval '1 millisecond'
         order by enqueued_at limit ${LOT} for update skip locked
       ) and q.state = 'ready'
       returning q.job_id`,
      [hourMs],
    );
    return raised.length;
  }
}
