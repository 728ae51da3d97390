import { Injectable } from '@nestjs/common';
import { PREPARED } from '../common/database/sql.ts';
import type { Sql } from '../common/database/sql.ts';
import { replacesWaiting } from '../domain/selling-actions.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { Hurry } from '../queue/hurry.ts';
import { actionColumns } from './unresolved-jobs.ts';
import type { RequestedAction } from './unresolved-jobs.ts';
import { Wishes } from './wishes.ts';

/** What later requests do to jobs that wait for the same thing. */
@Injectable()
export class WaitingJobs {
  constructor(
    private readonly wishes: Wishes,
    private readonly pointers: Hurry,
  ) {}

  /**
   * Makes way for requests that replace waiting ones. A job that has begun was planned from what the product was
   * then: it would not do what was asked for since, so it is cancelled. One that has not begun stays, and will see
   * the product as it is by then.
   * @param sql the transaction, which has locked the accounts' lanes
   * @param tenant whose jobs
   * @param wanted what is asked for, and by whom
   */
  async giveWay(
    sql: Sql,
    tenant: TenantRef,
    wanted: readonly (RequestedAction & { readonly requestedBy: string })[],
  ): Promise<void> {
    const replacing = wanted.filter(({ actionCode }) => replacesWaiting(actionCode));
    if (replacing.length === 0) return;
    const begun = await sql.query<{ id: number; index: number }>(
      `select j.id, w.ordinal::int - 1 as index
       from unnest($1::bigint[], $2::text[], $3::bigint[])
            with ordinality as w (account_id, action_code, product_id, ordinal)
       cross join lateral (
         select j.id from ${tenant.schema}.marketplace_jobs j
         where j.account_id = w.account_id and j.product_id = w.product_id and j.action_code = w.action_code
           and j.status in ('pending', 'paused') and not j.unresolved and j.plan_version is not null
         limit 1
       ) j`,
      actionColumns(replacing),
      PREPARED,
    );
    const byActor = new Map<string, number[]>();
    for (const { id, index } of begun) {
      const actor = replacing[index]?.requestedBy ?? '';
      byActor.set(actor, [...(byActor.get(actor) ?? []), id]);
    }
    for (const [actor, ids] of byActor) await this.wishes.cancelIn(sql, tenant, ids, actor);
  }

  /**
   * Lets a job that has not begun do what the newest request wants: the last one wins, field by field.
   * @param sql the transaction, which has locked the account's lane
   * @param tenant whose jobs
   * @param jobIds jobs that wait
   * @param request the newest request
   */
  async merge(
    sql: Sql,
    { schema }: TenantRef,
    jobIds: readonly number[],
    request: { readonly input: Readonly<Record<string, unknown>>; readonly requestedBy: string },
  ): Promise<void> {
    const input = JSON.stringify(request.input);
    await sql.query(
      `with job as (
         update ${schema}.marketplace_jobs set input_data = input_data || $2::jsonb, updated_at = now()
         where id = any($1::bigint[]) and status in ('pending', 'paused') and not input_data @> $2::jsonb
         returning id, batch_job_id, status
       )
       insert into ${schema}.job_events (job_id, batch_job_id, type, to_status, actor, details)
       select id, batch_job_id, 'merged', status, $3, $2::jsonb from job`,
      [jobIds, input, request.requestedBy],
    );
  }

  /**
   * Lets waiting jobs go first.
   * @param sql the transaction, which has locked the jobs' lanes
   * @param tenant whose jobs
   * @param jobIds the jobs
   * @param priority at least this urgent, 1 is the most
   */
  async hurry(sql: Sql, tenant: TenantRef, jobIds: readonly number[], priority: number): Promise<void> {
    await sql.query(
      `update ${tenant.schema}.marketplace_jobs
       set priority = least(priority, $2), run_at = least(run_at, now()), updated_at = now()
       where id = any($1::bigint[]) and status = 'pending'`,
      [jobIds, priority],
    );
    const keys = jobIds.map((jobId) => ({ tenantId: tenant.id, jobId }));
    await this.pointers.run(sql, keys, priority);
  }
}
