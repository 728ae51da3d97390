import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { JobStatus } from '../domain/vocabulary.ts';

/** Failed jobs of a batch with the same cause. */
export interface ErrorGroup {
  readonly code: string;
  /** The message of one of them. */
  readonly message: string;
  readonly marketplace: string;
  readonly jobs: number;
}

/** How far a batch has come on one marketplace. */
export interface MarketplaceProgress {
  readonly marketplace: string;
  readonly total: number;
  /** Jobs by status; a status that no job has is missing. */
  readonly counts: Readonly<Partial<Record<JobStatus, number>>>;
}

/** What the jobs of a batch add up to. */
export interface BatchSummary {
  readonly tasksDone: number;
  readonly tasksTotal: number;
  /** Executions beyond the first of each task. */
  readonly repeatedExecutions: number;
  /** Answers that were lost and had to be looked up. */
  readonly unknownOutcomes: number;
  readonly errors: readonly ErrorGroup[];
  readonly marketplaces: readonly MarketplaceProgress[];
}

const MOST_ERRORS = 20;

/** Adds up the jobs of a batch when somebody looks. */
@Injectable()
export class BatchSummaries {
  constructor(private readonly database: Database) {}

  /**
   * @param tenant whose batch
   * @param batchId the batch
   * @returns what its jobs add up to
   */
  async of({ schema }: TenantRef, batchId: number): Promise<BatchSummary> {
    // Job by job over the index: as a plain join the planner reads all steps of the tenant (500,000 of them, for a batch
    // of 1,000 jobs, in test/integration/plans).
    const [tasks] = await this.database.query<Omit<BatchSummary, 'errors' | 'marketplaces'>>(
      `select coalesce(sum(t.done), 0)::bigint as "tasksDone", coalesce(sum(t.total), 0)::bigint as "tasksTotal",
              coalesce(sum(t.repeated), 0)::bigint as "repeatedExecutions",
              coalesce(sum(t.unknown), 0)::bigint as "unknownOutcomes"
       from ${schema}.marketplace_jobs j cross join lateral (
         select count(*) filter (where status = 'success') as done, count(*) as total,
                sum(greatest(attempt - 1, 0)) as repeated, sum(unknown_outcomes) as unknown
         from ${schema}.marketplace_tasks where job_id = j.id
       ) t
       where j.batch_job_id = $1`,
      [batchId],
    );
    const errors = await this.database.query<ErrorGroup>(
      `select error ->> 'code' as code, min(error ->> 'message') as message, marketplace, count(*) as jobs
       from ${schema}.marketplace_jobs
       where batch_job_id = $1 and status in ('failed', 'expired') and error is not null
       group by error ->> 'code', error #>> '{fields,0,code}', marketplace
       order by jobs desc, code, message limit ${MOST_ERRORS}`,
      [batchId],
    );
    return {
      tasksDone: tasks?.tasksDone ?? 0,
      tasksTotal: tasks?.tasksTotal ?? 0,
      repeatedExecutions: tasks?.repeatedExecutions ?? 0,
      unknownOutcomes: tasks?.unknownOutcomes ?? 0,
      errors,
      marketplaces: await this.marketplaces(schema, batchId),
    };
  }

  private marketplaces(schema: string, batchId: number): Promise<MarketplaceProgress[]> {
    return this.database.query<MarketplaceProgress>(
      `select marketplace, sum(jobs)::int as total, jsonb_object_agg(status, jobs) as counts
       from (
         select marketplace, status, sum(jobs)::int as jobs
         from (
           select marketplace, status, count(*)::int as jobs
           from ${schema}.marketplace_jobs where batch_job_id = $1 group by marketplace, status
           union all
           select m.key, s.key, s.value::int
           from ${schema}.batch_jobs b, jsonb_each(b.archived) m, jsonb_each_text(m.value) s where b.id = $1
         ) each
         group by marketplace, status
       ) counted
       group by marketplace order by marketplace`,
      [batchId],
    );
  }
}
