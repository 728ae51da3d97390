import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { JobStatus } from '../domain/vocabulary.ts';

interface EndedJob {
  readonly id: number;
  readonly batchId: number | null;
  readonly marketplace: string;
  readonly status: JobStatus;
}

/** Jobs of a batch that were removed, by marketplace and status. */
export type ArchivedCounts = Readonly<Record<string, Readonly<Partial<Record<JobStatus, number>>>>>;

/**
 * Chooses what may go: ended long ago, resolved, and nothing that a person is still asked about. Whoever holds one, since
 * it is being retried, keeps it.
 * @param tenant whose jobs
 * @returns SQL with: how long jobs are kept in days, how many at most
 */
export const OLD_JOBS = ({ schema }: TenantRef): string => `
  select j.id, j.batch_job_id as "batchId", j.marketplace, j.status
  from ${schema}.marketplace_jobs j
  where j.status in ('completed', 'failed', 'cancelled', 'expired') and not j.unresolved
    and j.completed_at < now() - $1 * interval '1 day'
    and not exists (
      select from ${schema}.pending_actions p where p.job_id = j.id and p.status = 'open'
    )
  order by j.completed_at, j.id limit $2
  for update of j skip locked`;

/**
 * Removes jobs that ended long ago, with their steps and their history. What remains is their number: in their batch,
 * whose progress stays true, and in the summary of their day.
 */
@Injectable()
export class EndedJobs {
  constructor(private readonly database: Database) {}

  /**
   * Removes one lot in one transaction.
   * @param tenant whose jobs
   * @param keepDays how long ended jobs are kept
   * @param limit how many at most
   * @returns how many were removed
   */
  async remove(tenant: TenantRef, keepDays: number, limit: number): Promise<number> {
    return this.database.transaction(async (sql) => {
      const jobs = await sql.query<EndedJob>(OLD_JOBS(tenant), [keepDays, limit]);
      if (jobs.length === 0) return 0;
      await this.keepCounts(sql, tenant, jobs);
      const ids = jobs.map(({ id }) => id);
      await sql.query(
        `insert into ${tenant.schema}.job_summaries as s (day, marketplace, action_code, status, error_code, jobs)
         select (completed_at at time zone 'UTC')::date, marketplace, action_code, status,
                coalesce(error ->> 'code', ''), count(*)
         from ${tenant.schema}.marketplace_jobs where id = any($1::bigint[])
         group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
         on conflict (day, marketplace, action_code, status, error_code) do update set jobs = s.jobs + excluded.jobs`,
        [ids],
      );
      await sql.query(`delete from ${tenant.schema}.job_events where job_id = any($1::bigint[])`, [ids]);
      await sql.query(`delete from ${tenant.schema}.marketplace_jobs where id = any($1::bigint[])`, [ids]);
      return jobs.length;
    });
  }

  /** Batches come last in the lock order; whoever is counting one is waited for, and counts again without the jobs. */
  private async keepCounts(sql: Sql, { schema }: TenantRef, jobs: readonly EndedJob[]): Promise<void> {
    const byBatch = Map.groupBy(jobs, ({ batchId }) => batchId);
    const batches = await sql.query<{ id: number; archived: ArchivedCounts }>(
      `select id, archived from ${schema}.batch_jobs where id = any($1::bigint[]) order by id for update`,
      [[...byBatch.keys()].filter((id) => id !== null)],
    );
    for (const { id, archived } of batches) {
      await sql.query(`update ${schema}.batch_jobs set archived = $2 where id = $1`, [
        id,
        JSON.stringify(withJobs(archived, byBatch.get(id) ?? [])),
      ]);
    }
  }
}

function withJobs(archived: ArchivedCounts, jobs: readonly EndedJob[]): ArchivedCounts {
  const counts: Record<string, Partial<Record<JobStatus, number>>> = structuredClone(archived);
  for (const { marketplace, status } of jobs) {
    const ofMarketplace = (counts[marketplace] ??= {});
    ofMarketplace[status] = (ofMarketplace[status] ?? 0) + 1;
  }
  return counts;
}
