import { Injectable } from '@nestjs/common';
import { PREPARED } from '../common/database/sql.ts';
import type { Sql } from '../common/database/sql.ts';
import { withAdvice } from '../domain/error-entry.ts';
import type { Failure } from '../domain/outcome.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { endsListing } from '../domain/ending-actions.ts';
import type { ActionCode } from '../domain/vocabulary.ts';
import { JOB_ERRORS } from './job-error-catalogue.ts';

/** What a request is about. */
export interface RequestedAction {
  readonly accountId: number;
  readonly actionCode: ActionCode;
}

/**
 * Finds jobs that ended while nobody knew whether one of their steps took effect. Until one of them is retried, which
 * looks that up first, the same action on the same product must not begin anew: it might do a second time what was
 * done already. What ends a listing must not begin either, whatever the job was: it might find nothing to end.
 */
@Injectable()
export class UnresolvedJobs {
  /**
   * @param sql the transaction of the request, which locked the account's lane in an earlier statement
   * @param tenant whose jobs
   * @param action what is asked for
   * @param productIds for which products
   * @returns the newest such job of each product that has one
   */
  async of(
    sql: Sql,
    tenant: TenantRef,
    { accountId, actionCode }: RequestedAction,
    productIds: readonly (number | null)[],
  ): Promise<ReadonlyMap<number, number>> {
    const rows = await sql.query<{ productId: number; jobId: number }>(
      `select product_id as "productId", max(id) as "jobId"
       from ${tenant.schema}.marketplace_jobs
       where unresolved and status in ('failed', 'cancelled')
         and account_id = $1 and (action_code = $2 or $4) and product_id = any($3::bigint[])
       group by product_id`,
      [accountId, actionCode, productIds, endsListing(actionCode)],
      PREPARED,
    );
    return new Map(rows.map(({ productId, jobId }) => [productId, jobId]));
  }
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
