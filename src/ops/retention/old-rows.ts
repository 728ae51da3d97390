import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';

/**
 * Chooses lines of history that are older than they are kept, except those of jobs that have not ended.
 * @param tenant whose history
 * @returns SQL with: how long it is kept in days, how many lines at most
 */
export const OLD_EVENTS = ({ schema }: TenantRef): string => `
  select e.id from ${schema}.job_events e
  where e.at < now() - $1 * interval '1 day'
    and not exists (
      select from ${schema}.marketplace_jobs j
      where j.id = e.job_id and j.status in ('pending', 'processing', 'paused')
    )
  order by e.at limit $2`;

/** Removes rows that are of no use any more. Each method is one lot in one commit, and says how many went. */
@Injectable()
export class OldRows {
  constructor(private readonly database: Database) {}

  /**
   * Lines of history, and with them the idempotency keys of requests that a waiting job answered.
   * @param tenant whose
   * @param keepDays how long they are kept
   * @param limit how many at most
   * @returns how many went
   */
  events(tenant: TenantRef, keepDays: number, limit: number): Promise<number> {
    return this.count(
      `delete from ${tenant.schema}.job_events where id in (${OLD_EVENTS(tenant)}) returning id`,
      [keepDays, limit],
    );
  }

  /**
   * Idempotency keys of batches, which outlive their jobs as counts only.
   * @param tenant whose
   * @param keepDays how long they are kept
   * @param limit how many at most
   * @returns how many went
   */
  batchKeys({ schema }: TenantRef, keepDays: number, limit: number): Promise<number> {
    return this.count(
      `update ${schema}.batch_jobs set idempotency_key = null, request_hash = null
       where id in (
         select id from ${schema}.batch_jobs
         where idempotency_key is not null and completed_at < now() - $1 * interval '1 day'
         order by id limit $2 for update skip locked)
       returning id`,
      [keepDays, limit],
    );
  }

  /**
   * Requests over many jobs, with their keys; a request that broke off is not continued after so long.
   * @param tenant whose
   * @param keepDays how long they are kept
   * @param limit how many at most
   * @returns how many went
   */
  bulkRequests({ schema }: TenantRef, keepDays: number, limit: number): Promise<number> {
    return this.count(
      `delete from ${schema}.bulk_requests where id in (
         select id from ${schema}.bulk_requests
         where updated_at < now() - $1 * interval '1 day' order by id limit $2)
       returning id`,
      [keepDays, limit],
    );
  }

  /**
   * Pending actions that are decided. What a person dismissed stays: it is not to be brought up again.
   * @param tenant whose
   * @param keepDays how long they are kept
   * @param limit how many at most
   * @returns how many went
   */
  decidedActions({ schema }: TenantRef, keepDays: number, limit: number): Promise<number> {
    return this.count(
      `delete from ${schema}.pending_actions where id in (
         select id from ${schema}.pending_actions
         where (status = 'confirmed' or (status = 'dismissed' and decided_by = 'worker'))
           and updated_at < now() - $1 * interval '1 day'
         order by id limit $2)
       returning id`,
      [keepDays, limit],
    );
  }

  /**
   * Browsers that were never paired, a day after their code ran out.
   * @param tenant whose
   * @param limit how many at most
   * @returns how many went
   */
  unpairedDevices({ schema }: TenantRef, limit: number): Promise<number> {
    return this.count(
      `delete from ${schema}.plugin_devices where id in (
         select id from ${schema}.plugin_devices
         where status = 'pairing' and pairing_expires_at < now() - interval '1 day' order by id limit $1)
       returning id`,
      [limit],
    );
  }

  /**
   * Consents of sellers, a day after they had to be given.
   * @param tenant whose
   * @param limit how many at most
   * @returns how many went
   */
  oldConsents({ schema }: TenantRef, limit: number): Promise<number> {
    return this.count(
      `delete from ${schema}.account_consents where id in (
         select id from ${schema}.account_consents
         where expires_at < now() - interval '1 day' order by expires_at limit $1)
       returning id`,
      [limit],
    );
  }

  /**
   * Deliveries of webhooks that are over.
   * @param tenant whose
   * @param keepDays how long they are kept
   * @param limit how many at most
   * @returns how many went
   */
  webhookDeliveries({ schema }: TenantRef, keepDays: number, limit: number): Promise<number> {
    return this.count(
      `delete from ${schema}.webhook_deliveries where id in (
         select id from ${schema}.webhook_deliveries
         where status <> 'pending' and created_at < now() - $1 * interval '1 day'
         order by created_at limit $2)
       returning id`,
      [keepDays, limit],
    );
  }

  /**
   * Secrets of webhooks that messages are not signed with any more.
   * @param tenant whose
   * @param limit how many at most
   * @returns how many went
   */
  replacedSecrets({ schema }: TenantRef, limit: number): Promise<number> {
    return this.count(
      `update ${schema}.webhook_endpoints set previous_secret = null, previous_secret_until = null
       where id in (
         select id from ${schema}.webhook_endpoints
         where previous_secret_until < now() order by id limit $1 for update skip locked)
       returning id`,
      [limit],
    );
  }

  /**
   * Connections of browsers that nobody has seen for long, and budgets that are full again since nobody spends them.
   * @param keepDays how long connections are kept
   * @returns how many went
   */
  async shared(keepDays: number): Promise<number> {
    const sessions = await this.count(
      `with gone as (
         delete from public.plugin_sessions
         where instance is null and seen_at < now() - $1 * interval '1 day' returning tenant_id, device_id
       ),
       accounts as (
         delete from public.plugin_accounts a using gone
         where a.tenant_id = gone.tenant_id and a.device_id = gone.device_id
       )
       select device_id as id from gone`,
      [keepDays],
    );
    const buckets = await this.count(
      `delete from public.rate_buckets
       where updated_at < now() - interval '7 days' and (blocked_until is null or blocked_until < now())
         and tokens + extract(epoch from now() - updated_at) * refill_per_second >= capacity
       returning scope as id`,
      [],
    );
    return sessions + buckets;
  }

  private async count(text: string, values: readonly unknown[]): Promise<number> {
    return (await this.database.query(text, values)).length;
  }
}
