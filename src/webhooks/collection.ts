import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { TERMINAL_JOB_STATUSES } from '../domain/vocabulary.ts';

/** Lines of history that end a job. */
const ENDS = ['ended', 'cancelled', 'expired', 'superseded', 'refused', 'job.status'];

/**
 * Makes deliveries of the history: a job or batch ends in the commit that writes its line, so no end is missed, and whoever ends
 * one knows nothing of webhooks. A line that is met twice makes no second delivery.
 */
@Injectable()
export class Collection {
  constructor(private readonly database: Database) {}

  /**
   * @param tenant whose ends
   * @param since from when on
   * @returns how many deliveries were made
   */
  async run(tenant: TenantRef, since: Date): Promise<number> {
    const made = await this.database.query(COLLECT(tenant), [since, ENDS, [...TERMINAL_JOB_STATUSES]]);
    return made.length;
  }
}

/** PostgreSQL writes times in a form of its own. */
const iso = (time: string): string => `to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const COLLECT = ({ schema }: TenantRef): string => `
  with ended as (
    select h.id, h.at, 'job.ended' as type, jsonb_build_object(
             'id', j.id, 'batch_job_id', j.batch_job_id, 'marketplace', j.marketplace, 'action_code', j.action_code,
             'account_id', j.account_id, 'product_id', j.product_id, 'status', h.to_status,
             'error_code', h.details ->> 'code', 'requested_by', j.requested_by) as data
    from ${schema}.job_events h join ${schema}.marketplace_jobs j on j.id = h.job_id
    where h.at > $1 and h.type = any($2) and h.to_status = any($3)
    union all
    select h.id, h.at, 'batch.ended', jsonb_build_object(
             'id', b.id, 'action_code', b.action_code, 'marketplaces', b.marketplaces, 'kind', b.kind,
             'status', h.to_status, 'total', b.total_count, 'completed', b.completed_count, 'failed', b.failed_count,
             'cancelled', b.cancelled_count, 'expired', b.expired_count, 'requested_by', b.requested_by)
    from ${schema}.job_events h join ${schema}.batch_jobs b on b.id = h.batch_job_id
    where h.at > $1 and h.job_id is null and h.type = 'batch_ended'
  )
  insert into ${schema}.webhook_deliveries (endpoint_id, event_id, type, payload)
  select e.id, ended.id, ended.type,
         jsonb_build_object('type', ended.type, 'timestamp', ${iso('ended.at')}, 'data', ended.data)
  from ended join ${schema}.webhook_endpoints e on e.status = 'enabled' and ended.type = any(e.events) and ended.at >= e.enabled_at
  order by ended.id, e.id
  on conflict (endpoint_id, event_id) do nothing
  returning id`;
