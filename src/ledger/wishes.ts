import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';
import { IllegalTransitionError, JobNotFoundError } from '../domain/errors.ts';
import { JOB_MACHINE } from '../domain/job-transitions.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { JobStatus } from '../domain/vocabulary.ts';
import { Enqueue } from '../queue/enqueue.ts';
import type { LaneKey } from '../queue/keys.ts';
import { Lanes } from '../queue/lanes.ts';
import { Withdraw } from '../queue/withdraw.ts';
import { CANCEL_JOBS, PAUSE_JOBS, RESUME_JOBS, STOP_UNHELD_JOBS } from './wishes-sql.ts';

/**
 * Carries out what a person wants of jobs: cancel, pause, resume. Waiting jobs change at once; a running one is asked
 * and obeys at its next step, since a call that is under way cannot be taken back. Always lanes first, then
 * pointers, then the tenant's rows.
 */
@Injectable()
export class Wishes {
  constructor(
    private readonly database: Database,
    private readonly lanes: Lanes,
    private readonly withdraw: Withdraw,
    private readonly enqueue: Enqueue,
  ) {}

  /**
   * Cancels jobs: pending and paused ones now, processing ones at their next step. Others stay as they are.
   * @param tenant whose jobs
   * @param jobIds the jobs
   * @param actor who wants it, for the history
   * @param reason why, where it is not the jobs themselves that are unwanted
   */
  async cancel(
    tenant: TenantRef,
    jobIds: readonly number[],
    actor: string,
    reason: string | null = null,
  ): Promise<void> {
    await this.withLanes(tenant, jobIds, (sql) => this.cancelIn(sql, tenant, jobIds, actor, reason));
  }

  /**
   * Cancels jobs inside a transaction that has locked their lanes in an earlier statement.
   * @param sql the transaction
   * @param tenant whose jobs
   * @param jobIds the jobs
   * @param actor who wants it, for the history
   * @param reason why, where it is not the jobs themselves that are unwanted
   */
  async cancelIn(
    sql: Sql,
    tenant: TenantRef,
    jobIds: readonly number[],
    actor: string,
    reason: string | null = null,
  ): Promise<void> {
    await this.withdraw.remove(sql, pointers(tenant, jobIds));
    const ended = await sql.query<EndedJob>(CANCEL_JOBS(tenant), [jobIds, actor, reason]);
    const stopped = await this.stopUnheld(sql, tenant, jobIds, actor, true);
    await this.withdraw.removeEnded(sql, pointers(tenant, idsOf([...ended, ...stopped])));
  }

  /**
   * Pauses jobs: pending ones now, processing ones at their next step. Others stay as they are.
   * @param tenant whose jobs
   * @param jobIds the jobs
   * @param actor who wants it, for the history
   */
  async pause(tenant: TenantRef, jobIds: readonly number[], actor: string): Promise<void> {
    await this.withLanes(tenant, jobIds, async (sql) => {
      await this.withdraw.park(sql, pointers(tenant, jobIds));
      await sql.query(PAUSE_JOBS(tenant), [jobIds, actor]);
      const stopped = await this.stopUnheld(sql, tenant, jobIds, actor, false);
      await this.withdraw.removeEnded(sql, pointers(tenant, idsOf(stopped)));
    });
  }

  /**
   * Lets paused jobs run again, and takes back a pause that a running job has not obeyed yet.
   * @param tenant whose jobs
   * @param jobIds the jobs
   * @param actor who wants it, for the history
   */
  async resume(tenant: TenantRef, jobIds: readonly number[], actor: string): Promise<void> {
    await this.withLanes(tenant, jobIds, async (sql) => {
      const resumed = await sql.query<ResumedJob>(RESUME_JOBS(tenant), [jobIds, actor]);
      await this.enqueue.put(
        sql,
        resumed.map((job) => ({ ...job, tenantId: tenant.id, parked: false })),
      );
    });
  }

  /**
   * Refuses a wish that the job's state does not allow.
   * @param tenant whose job
   * @param jobId the job
   * @param wish what the job would become
   * @throws {JobNotFoundError} when the tenant has no such job
   * @throws {IllegalTransitionError} when the job cannot become that
   */
  async assertAllowed(
    tenant: TenantRef,
    jobId: number,
    wish: 'cancelled' | 'paused' | 'resumed',
  ): Promise<void> {
    const [job] = await this.database.query<{ status: JobStatus; pauseRequested: boolean }>(
      `select status, pause_requested as "pauseRequested" from ${tenant.schema}.marketplace_jobs where id = $1`,
      [jobId],
    );
    if (job === undefined) throw new JobNotFoundError(jobId);
    const allowed =
      wish === 'resumed'
        ? job.status === 'paused' || job.pauseRequested
        : job.status !== wish && JOB_MACHINE.allows(job.status, wish);
    if (!allowed) throw new IllegalTransitionError('job', job.status, wish === 'resumed' ? 'pending' : wish);
  }

  /** Nobody can take a job up while its lane is locked: what is not leased now has no holder to obey. */
  private async stopUnheld(
    sql: Sql,
    tenant: TenantRef,
    jobIds: readonly number[],
    actor: string,
    cancel: boolean,
  ): Promise<readonly EndedJob[]> {
    const held = new Set(await this.withdraw.held(sql, pointers(tenant, jobIds)));
    const unheld = jobIds.filter((id) => !held.has(id));
    return sql.query<EndedJob>(STOP_UNHELD_JOBS(tenant), [unheld, actor, cancel]);
  }

  private async withLanes(
    tenant: TenantRef,
    jobIds: readonly number[],
    work: (sql: Sql) => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async (sql) => {
      await this.lanes.lock(sql, await this.lanesOf(sql, tenant, jobIds));
      await work(sql);
    });
  }

  private async lanesOf(sql: Sql, tenant: TenantRef, jobIds: readonly number[]): Promise<readonly LaneKey[]> {
    const accounts = await sql.query<{ accountId: number }>(
      `select distinct account_id as "accountId" from ${tenant.schema}.marketplace_jobs where id = any($1)`,
      [jobIds],
    );
    return accounts.map(({ accountId }) => ({ tenantId: tenant.id, accountId }));
  }
}

interface EndedJob {
  readonly jobId: number;
}

interface ResumedJob {
  readonly jobId: number;
  readonly accountId: number;
  readonly productId: number | null;
  readonly batchId: number | null;
  readonly priority: number;
  readonly epoch: number;
  readonly delayMs: number;
  readonly expiresInMs: number | null;
  readonly unresolved: boolean;
}

function pointers(tenant: TenantRef, jobIds: readonly number[]): { tenantId: number; jobId: number }[] {
  return jobIds.map((jobId) => ({ tenantId: tenant.id, jobId }));
}

function idsOf(jobs: readonly EndedJob[]): readonly number[] {
  return jobs.map(({ jobId }) => jobId);
}
