import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { PointerKey } from '../queue/keys.ts';
import { Lanes } from '../queue/lanes.ts';
import { Withdraw } from '../queue/withdraw.ts';
import { recordEvent } from './history.ts';
import { jobErrorSql } from './job-error-catalogue.ts';

/** Ends jobs that were to begin before a certain time and did not. A job that has begun never expires. */
@Injectable()
export class Expire {
  constructor(
    private readonly database: Database,
    private readonly lanes: Lanes,
    private readonly withdraw: Withdraw,
  ) {}

  /**
   * Expires jobs, in the lock order of a cancel: lanes, pointers, jobs.
   * @param tenant whose jobs
   * @param jobIds jobs whose pointers are past their time
   * @returns batches whose counts changed
   */
  async run(tenant: TenantRef, jobIds: readonly number[]): Promise<readonly number[]> {
    return this.database.transaction(async (sql) => {
      await this.lanes.lock(sql, await this.withdraw.lanesOf(sql, keysOf(tenant, jobIds)));
      const due = await this.stillDue(sql, tenant, jobIds);
      await this.withdraw.forgetExpiry(
        sql,
        keysOf(
          tenant,
          jobIds.filter((id) => !due.includes(id)),
        ),
      );
      const removed = await this.withdraw.remove(sql, keysOf(tenant, due));
      const expired = await sql.query<{ batchId: number | null }>(
        `with locked as (
           select id from ${tenant.schema}.marketplace_jobs
           where id = any($1) and status in ('pending', 'paused')
           order by id for update
         ),
         job as (
           update ${tenant.schema}.marketplace_jobs j
           set status = 'expired', waiting_for = null, waiting_since = null, completed_at = now(), updated_at = now(),
               error = ${jobErrorSql('job.expired')}
           from locked where j.id = locked.id
           returning j.id, j.batch_job_id, j.status
         ),
         event as (${recordEvent(tenant.schema, { type: `'expired'`, actor: `'clock'`, reason: 'null' })})
         select distinct batch_job_id as "batchId" from job`,
        [removed],
      );
      return expired.flatMap((job) => job.batchId ?? []);
    });
  }

  /** Whoever holds the lane's lock knows that a job whose pointer is not leased cannot begin. */
  private async stillDue(sql: Sql, tenant: TenantRef, jobIds: readonly number[]): Promise<readonly number[]> {
    const rows = await sql.query<{ id: number }>(
      `select id from ${tenant.schema}.marketplace_jobs
       where id = any($1) and status in ('pending', 'paused') and started_at is null and expires_at <= now()`,
      [jobIds],
    );
    return rows.map(({ id }) => id);
  }
}

function keysOf(tenant: TenantRef, jobIds: readonly number[]): readonly PointerKey[] {
  return jobIds.map((jobId) => ({ tenantId: tenant.id, jobId }));
}
