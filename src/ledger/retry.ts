import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';
import { JOB_MACHINE } from '../domain/job-transitions.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { Enqueue } from '../queue/enqueue.ts';
import { Lanes } from '../queue/lanes.ts';
import { OpenBatches } from '../queue/open-batches.ts';
import { isAlreadyWaiting } from './already-waiting.ts';
import { recordEvent } from './history.ts';
import { worksOn } from './rows.ts';

/** A job that could not be reopened, since a newer one for the same thing is waiting. */
export interface RetryConflict {
  readonly jobId: number;
  readonly activeJobId: number;
}

/** What became of a retry. */
export interface RetryResult {
  readonly reopened: readonly number[];
  readonly conflicts: readonly RetryConflict[];
}

/** Every attempt meets a different job that has just gone back to waiting. */
const ATTEMPTS = 5;

/**
 * Reopens ended jobs on a person's wish. Finished steps and their results stay; failed and cancelled ones are reset;
 * an unknown one stays unknown, so that the first thing the new run does is to look it up. The raised epoch fences
 * whatever may still be left of the old run.
 */
@Injectable()
export class Retry {
  constructor(
    private readonly database: Database,
    private readonly lanes: Lanes,
    private readonly enqueue: Enqueue,
    private readonly openBatches: OpenBatches,
  ) {}

  /**
   * Reopens failed, cancelled and expired jobs; others are left alone.
   * @param tenant whose jobs
   * @param jobIds the jobs
   * @param actor who wants it, for the history
   * @returns which were reopened, and which could not be
   */
  async run(tenant: TenantRef, jobIds: readonly number[], actor: string): Promise<RetryResult> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.reopen(tenant, jobIds, actor);
      } catch (error: unknown) {
        // A run went back to waiting after the conflicts were looked up: the next look finds it.
        if (attempt >= ATTEMPTS || !isAlreadyWaiting(error)) throw error;
      }
    }
  }

  private reopen(tenant: TenantRef, jobIds: readonly number[], actor: string): Promise<RetryResult> {
    return this.database.transaction(async (sql) => {
      const accounts = await sql.query<{ accountId: number }>(
        `select distinct account_id as "accountId" from ${tenant.schema}.marketplace_jobs where id = any($1)`,
        [jobIds],
      );
      await this.lanes.lock(
        sql,
        accounts.map(({ accountId }) => ({ tenantId: tenant.id, accountId })),
      );
      return this.reopenIn(sql, tenant, jobIds, actor);
    });
  }

  /**
   * Reopens jobs inside a transaction that has locked their lanes in an earlier statement.
   * @param sql the transaction
   * @param tenant whose jobs
   * @param jobIds the jobs
   * @param actor who wants it, for the history
   * @returns which were reopened, and which could not be
   */
  async reopenIn(
    sql: Sql,
    tenant: TenantRef,
    jobIds: readonly number[],
    actor: string,
  ): Promise<RetryResult> {
    const conflicts = await this.conflicts(sql, tenant, jobIds);
    const blocked = new Set(conflicts.map((conflict) => conflict.jobId));
    const reopened = await sql.query<ReopenedJob>(REOPEN_JOBS(tenant), [
      jobIds.filter((id) => !blocked.has(id)),
      actor,
      JOB_MACHINE.sourcesOf('pending').filter((status) => status !== 'processing' && status !== 'paused'),
    ]);
    await this.enqueue.put(
      sql,
      reopened.map((job) => ({ ...job, tenantId: tenant.id, delayMs: 0, parked: false })),
    );
    const batchIds = [...new Set(reopened.flatMap((job) => job.batchId ?? []))];
    for (const batchId of batchIds) {
      await this.openBatches.open(sql, { tenantId: tenant.id, batchId });
    }
    return { reopened: reopened.map((job) => job.jobId), conflicts };
  }

  /** Of several ended jobs for the same thing only the newest may be reopened, and none beside a waiting one. */
  private conflicts(sql: Sql, tenant: TenantRef, jobIds: readonly number[]): Promise<RetryConflict[]> {
    return sql.query<RetryConflict>(
      `select distinct on (j.id) j.id as "jobId", other.id as "activeJobId"
       from ${tenant.schema}.marketplace_jobs j
       join ${tenant.schema}.marketplace_jobs other
         on other.account_id = j.account_id and other.action_code = j.action_code
        and other.product_id is not distinct from j.product_id and other.id <> j.id
        and ((other.status in ('pending', 'paused') and not other.unresolved)
             or (other.id = any($1::bigint[]) and other.id > j.id
                 and other.status in ('failed', 'cancelled', 'expired')))
       where j.id = any($1::bigint[]) and j.status in ('failed', 'cancelled', 'expired') and not j.unresolved
       order by j.id, other.id desc`,
      [jobIds],
    );
  }
}

interface ReopenedJob {
  readonly jobId: number;
  readonly accountId: number;
  readonly productId: number | null;
  readonly batchId: number | null;
  readonly priority: number;
  readonly epoch: number;
  readonly expiresInMs: number | null;
  readonly unresolved: boolean;
}

const REOPEN_JOBS = ({ schema }: TenantRef): string => `
  with locked as (
    select id from ${schema}.marketplace_jobs
    where id = any($1::bigint[]) and status = any($3::text[]) order by id for update
  ),
  job as (
    update ${schema}.marketplace_jobs j
    set status = 'pending', epoch = j.epoch + 1, attempts = 0, error = null, run_at = now(),
        expires_at = now() + j.expires_after, cancel_requested = false, pause_requested = false,
        waiting_for = case when j.unresolved then 'reconciling' end, waiting_since = now(),
        completed_at = null, updated_at = now(),
        started_at = case when j.done_tasks = 0 and not j.unresolved then null else j.started_at end
    from locked where j.id = locked.id and j.status = any($3::text[])
    returning j.*
  ),
  reset as (
    update ${schema}.marketplace_tasks t
    set status = 'pending', attempt_key = null, answer = null, error = null, completed_at = null, updated_at = now()
    from job where t.job_id = job.id and t.status in ('failed', 'cancelled')
  ),
  uncancelled as (
    update ${schema}.batch_jobs b set cancel_requested = false, updated_at = now()
    from (select distinct batch_job_id from job) reopened
    where b.id = reopened.batch_job_id and b.cancel_requested
  ),
  event as (${recordEvent(schema, { type: `'retried'`, actor: '$2', reason: 'null' })})
  select id as "jobId", account_id as "accountId", ${worksOn()}, batch_job_id as "batchId",
         priority, epoch, unresolved,
         case when started_at is null then extract(epoch from expires_after)::float8 * 1000 end as "expiresInMs"
  from job order by id`;
