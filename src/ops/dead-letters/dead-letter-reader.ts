import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import type { Failure } from '../../domain/outcome.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { SELECTED, SELECTION_PARAMETERS, selectionValues } from '../../ledger/job-selection.ts';
import type { JobSelection } from '../../ledger/job-selection.ts';

/** A job that ended without having done what was asked for. */
export interface DeadLetter {
  readonly id: number;
  readonly marketplace: string;
  readonly actionCode: string;
  readonly status: string;
  readonly productId: number | null;
  readonly accountId: number;
  readonly batchJobId: number | null;
  readonly attempts: number;
  readonly unresolved: boolean;
  readonly error: Failure | null;
  /** A job for the same thing that waits; it would keep this one from being reopened. */
  readonly activeJobId: number | null;
  readonly endedAt: Date | null;
}

/** Jobs with one error code. */
export interface CodeCount {
  readonly code: string | null;
  readonly jobs: number;
  readonly unresolved: number;
  readonly oldestAt: Date | null;
  readonly newestAt: Date | null;
}

/** Reads dead letters: jobs that failed or were not begun in time. The index on status and id has them together. */
@Injectable()
export class DeadLetterReader {
  constructor(private readonly database: Database) {}

  /**
   * @param tenant whose jobs
   * @param selection which jobs
   * @param before the last job of the page before; undefined for the first page
   * @param limit how many at most
   * @returns jobs, newest first
   */
  async list(
    { schema }: TenantRef,
    selection: JobSelection,
    before: number | undefined,
    limit: number,
  ): Promise<readonly DeadLetter[]> {
    return this.database.query<DeadLetter>(
      `select j.id, j.marketplace, j.action_code as "actionCode", j.status, j.product_id as "productId",
              j.account_id as "accountId", j.batch_job_id as "batchJobId", j.attempts, j.unresolved, j.error,
              j.completed_at as "endedAt",
              case when not j.unresolved then (
                select other.id from ${schema}.marketplace_jobs other
                where other.account_id = j.account_id and other.action_code = j.action_code
                  and other.product_id is not distinct from j.product_id
                  and other.status in ('pending', 'paused') and not other.unresolved
                limit 1
              ) end as "activeJobId"
       from ${schema}.marketplace_jobs j
       where ${SELECTED} and ($${SELECTION_PARAMETERS + 1}::bigint is null or j.id < $${SELECTION_PARAMETERS + 1})
       order by j.id desc limit $${SELECTION_PARAMETERS + 2}`,
      [...selectionValues(selection), before ?? null, limit],
    );
  }

  /**
   * @param tenant whose jobs
   * @param selection which jobs
   * @returns jobs by error code, the most frequent first
   */
  async counts({ schema }: TenantRef, selection: JobSelection): Promise<readonly CodeCount[]> {
    return this.database.query<CodeCount>(
      `select j.error ->> 'code' as code, count(*) as jobs, count(*) filter (where j.unresolved) as unresolved,
              min(j.completed_at) as "oldestAt", max(j.completed_at) as "newestAt"
       from ${schema}.marketplace_jobs j where ${SELECTED}
       group by 1 order by 2 desc, 1`,
      selectionValues(selection),
    );
  }
}
