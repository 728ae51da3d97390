import { Injectable } from '@nestjs/common';
import { PREPARED } from '../common/database/sql.ts';
import type { Sql } from '../common/database/sql.ts';
import { withAdvice } from '../domain/error-entry.ts';
import type { Failure } from '../domain/outcome.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { endsListing } from '../domain/ending-actions.ts';
import type { ActionCode } from '../domain/vocabulary.ts';
import { JOB_ERRORS } from './job-error-catalogue.ts';

/** What is asked for: an action on an account, for a product or for all of it. */
export interface RequestedAction {
  readonly accountId: number;
  readonly actionCode: ActionCode;
  readonly productId: number | null;
}

/**
 * Finds jobs that ended while nobody knew whether one of their steps took effect. Until one of them is retried, which
 * looks that up first, the same action on the same product must not begin anew: it might do a second time what was
 * done already. What ends a listing must not begin either, whatever the job was: it might find nothing to end.
 */
@Injectable()
export class UnresolvedJobs {
  /**
   * @param sql the transaction of the requests, which locked the accounts' lanes in an earlier statement
   * @param tenant whose jobs
   * @param wanted what is asked for
   * @returns the newest such job of each request; undefined where there is none
   */
  async before(
    sql: Sql,
    { schema }: TenantRef,
    wanted: readonly RequestedAction[],
  ): Promise<readonly (number | undefined)[]> {
    const rows = await sql.query<{ index: number; jobId: number }>(
      // One by one: a plan that was made while the table was small would read all of it later on.
      `select w.ordinal::int - 1 as index, j.id as "jobId"
       from unnest($1::bigint[], $2::text[], $3::bigint[], $4::boolean[])
            with ordinality as w (account_id, action_code, product_id, ends, ordinal)
       cross join lateral (
         select max(j.id) as id from ${schema}.marketplace_jobs j
         where j.account_id = w.account_id and j.product_id = w.product_id
           and (j.action_code = w.action_code or w.ends) and j.unresolved and j.status in ('failed', 'cancelled')
       ) j
       where j.id is not null`,
      [...actionColumns(wanted), wanted.map(({ actionCode }) => endsListing(actionCode))],
      PREPARED,
    );
    const found = new Map(rows.map(({ index, jobId }) => [index, jobId]));
    return wanted.map((_, index) => found.get(index));
  }
}

/**
 * @param wanted what is asked for
 * @returns accounts, actions and products, as parameters
 */
export function actionColumns(wanted: readonly RequestedAction[]): readonly unknown[] {
  return [
    wanted.map(({ accountId }) => accountId),
    wanted.map(({ actionCode }) => actionCode),
    wanted.map(({ productId }) => productId),
  ];
}

/**
 * @param jobId the job that has to be retried first
 * @returns why a new one is refused
 */
export function unresolvedFirst(jobId: number): Failure {
  return withAdvice(
    {
      code: 'job.unresolved_before',
      message: `Nobody knows yet whether job ${jobId} took effect. Retry that one: it looks that up first.`,
      original: { job_id: jobId },
    },
    JOB_ERRORS['job.unresolved_before'],
  );
}
