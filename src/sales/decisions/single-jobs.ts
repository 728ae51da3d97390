import { Injectable } from '@nestjs/common';
import type { Sql } from '../../common/database/sql.ts';
import { DomainError } from '../../domain/errors.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { ActionCode, Marketplace } from '../../domain/vocabulary.ts';
import { ActionCatalogue } from '../../ledger/action-catalogue.ts';
import { JobCreation } from '../../ledger/job-creation.ts';
import { templateOf } from '../../ledger/wanted-job.ts';
import { Retry } from '../../ledger/retry.ts';
import type { OpenAction } from './open-action.ts';

/** A person waits for it: before the jobs of batches. */
const PRIORITY = 2;

/** What a decision has done. */
export interface WantedJob {
  readonly actionCode: ActionCode;
  readonly input: Readonly<Record<string, unknown>>;
  readonly actor: string;
}

/** Queues single jobs that decisions lead to. */
@Injectable()
export class SingleJobs {
  constructor(
    private readonly catalogue: ActionCatalogue,
    private readonly creation: JobCreation,
    private readonly retries: Retry,
  ) {}

  /**
   * Queues a job on the product and the account of a question.
   * @param sql the transaction, which has locked the tenant's lanes
   * @param tenant whose job
   * @param action the question
   * @param wanted what is to be done
   * @returns the job, which may have been waiting already
   * @throws {DomainError} `job.unresolved_before` where an earlier job has to be retried first
   */
  async queue(sql: Sql, tenant: TenantRef, action: OpenAction, wanted: WantedJob): Promise<number> {
    const { accountId, productId } = action;
    if (accountId === null || productId === null)
      throw new Error(`${action.code} names no product on an account`);
    const type = await this.catalogue.get(await marketplaceOf(sql, tenant, accountId), wanted.actionCode);
    const [job] = await this.creation.create(
      sql,
      tenant,
      templateOf(type, { accountId, priority: PRIORITY, input: wanted.input, requestedBy: wanted.actor }),
      [{ productId }],
    );
    if (job === undefined) {
      throw new DomainError('job.not_created', 'unavailable', 'The same job has just changed; try again.');
    }
    if (job.unresolvedBefore === undefined) return job.jobId;
    const message = `Nobody knows yet whether job ${job.unresolvedBefore} took effect. Retry that one first.`;
    throw new DomainError('job.unresolved_before', 'conflict', message, {
      extra: { job_id: job.unresolvedBefore },
    });
  }

  /**
   * Retries the job that asked.
   * @param sql the transaction, which has locked the tenant's lanes
   * @param tenant whose job
   * @param action the question
   * @param actor who wants it
   * @returns the job
   * @throws {DomainError} `job.already_active` where a newer one waits
   */
  async retry(sql: Sql, tenant: TenantRef, { jobId, code }: OpenAction, actor: string): Promise<number> {
    if (jobId === null) throw new Error(`${code} names no job`);
    const { conflicts } = await this.retries.reopenIn(sql, tenant, [jobId], actor);
    const [conflict] = conflicts;
    if (conflict === undefined) return jobId;
    const message = `Job ${conflict.activeJobId} does the same as job ${jobId} and is waiting already.`;
    throw new DomainError('job.already_active', 'conflict', message, {
      extra: { active_job_id: conflict.activeJobId },
    });
  }
}

async function marketplaceOf(sql: Sql, { schema }: TenantRef, accountId: number): Promise<Marketplace> {
  const [account] = await sql.query<{ marketplace: Marketplace }>(
    `select marketplace from ${schema}.marketplace_accounts where id = $1`,
    [accountId],
  );
  if (account === undefined) throw new Error(`account ${accountId} is gone`);
  return account.marketplace;
}
