import { Injectable } from '@nestjs/common';
import { PREPARED } from '../common/database/sql.ts';
import type { Sql } from '../common/database/sql.ts';
import type { Failure } from '../domain/outcome.ts';
import { replacesWaiting } from '../domain/selling-actions.ts';
import { endsListing } from '../domain/ending-actions.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { presentTraceparent } from '../common/tracing/traceparent.ts';
import type { ActionCode, Marketplace } from '../domain/vocabulary.ts';
import { Enqueue } from '../queue/enqueue.ts';
import { AnsweredRequests } from './answered-requests.ts';
import { Wishes } from './wishes.ts';
import { WaitingJobs } from './waiting-jobs.ts';
import { INSERT_JOBS } from './job-creation-sql.ts';
import { UnresolvedJobs, unresolvedFirst } from './unresolved-jobs.ts';

/** What all jobs of one request on one account have in common. */
export interface JobTemplate {
  readonly batchJobId: number | null;
  readonly actionTypeId: number;
  readonly marketplace: Marketplace;
  readonly actionCode: ActionCode;
  readonly accountId: number;
  readonly priority: number;
  readonly maxAttempts: number;
  readonly input: Readonly<Record<string, unknown>>;
  /** Milliseconds from now until the jobs may run. */
  readonly delayMs: number;
  /** Milliseconds from now until jobs that were not begun expire; null for never. */
  readonly expiresInMs: number | null;
  readonly requestedBy: string;
  readonly idempotencyKey?: string;
  readonly requestHash?: string;
}

/** One job of a request: its product, why it cannot be done where that is known already, and which job comes first. */
export interface JobSubject {
  readonly productId: number | null;
  readonly refusal?: Failure;
  readonly unresolvedBefore?: number;
}

/** What became of a subject. */
export interface CreatedJob {
  readonly productId: number | null;
  readonly jobId: number;
  /** False where a job that was waiting already answers the request. */
  readonly created: boolean;
  /** The ended job that has to be retried first, where that is why this one was refused. */
  readonly unresolvedBefore?: number;
}

/** Looks at jobs that are waiting, each of which could begin at the very moment of the look. */
const ATTEMPTS = 5;

/** Makes jobs and their pointers, in the transaction of the request, which has locked the lane. */
@Injectable()
export class JobCreation {
  constructor(
    private readonly enqueue: Enqueue,
    private readonly requests: AnsweredRequests,
    private readonly unresolved: UnresolvedJobs,
    private readonly wishes: Wishes,
    private readonly waitingJobs: WaitingJobs,
  ) {}

  /**
   * Makes the jobs of one request on one account. A subject for which a job waits already gets that one; a refused
   * subject becomes a failed job without tasks, so that the seller finds every wish and its answer in one place. So
   * does one for which an earlier job ended while nobody knew what it had done. Other jobs of a product whose listing
   * is to be ended are cancelled, running ones at their next step.
   * @param sql the transaction; it locked the account's lane in an earlier statement
   * @param tenant whose jobs
   * @param template what they have in common
   * @param subjects one per job; a product at most once
   * @returns one answer per subject, in no particular order
   */
  async create(
    sql: Sql,
    tenant: TenantRef,
    template: JobTemplate,
    subjects: readonly JobSubject[],
  ): Promise<readonly CreatedJob[]> {
    const answers: CreatedJob[] = [];
    const productIds = subjects.map(({ productId }) => productId);
    const [wanted] = await Promise.all([
      this.refuseUnresolved(sql, tenant, template, subjects),
      this.waitingJobs.giveWay(sql, tenant, { ...template, productIds }),
    ]);
    let open = wanted;
    // A waiting job may begin between the attempt to insert beside it and the look at it: then it answers nothing.
    for (let attempt = 0; open.length > 0 && attempt < ATTEMPTS; attempt += 1) {
      answers.push(...(await this.createOrFind(sql, tenant, template, open)));
      const answered = new Set(answers.map((answer) => answer.productId));
      open = wanted.filter((subject) => !answered.has(subject.productId));
    }
    const { requestedBy: actor, idempotencyKey, requestHash } = template;
    if (replacesWaiting(template.actionCode)) {
      const waiting = answers.filter(({ created }) => !created).map(({ jobId }) => jobId);
      await this.waitingJobs.merge(sql, tenant, waiting, template);
    }
    if (endsListing(template.actionCode)) await this.cancelOthers(sql, tenant, template, wanted);
    if (idempotencyKey !== undefined && requestHash !== undefined) {
      for (const { jobId } of answers.filter(({ created }) => !created)) {
        await this.requests.record(sql, tenant, jobId, { actor, idempotencyKey, requestHash });
      }
    }
    return answers;
  }

  private async refuseUnresolved(
    sql: Sql,
    tenant: TenantRef,
    template: JobTemplate,
    subjects: readonly JobSubject[],
  ): Promise<readonly JobSubject[]> {
    const ids = subjects.map(({ productId }) => productId);
    const before = await this.unresolved.of(sql, tenant, template, ids);
    return subjects.map((subject) => {
      const jobId = subject.productId === null ? undefined : before.get(subject.productId);
      return jobId === undefined
        ? subject
        : { ...subject, unresolvedBefore: jobId, refusal: unresolvedFirst(jobId) };
    });
  }

  /** A job that may have done something is left to find that out first: there may be more to end by then. */
  private async cancelOthers(
    sql: Sql,
    tenant: TenantRef,
    { accountId, actionCode, requestedBy }: JobTemplate,
    subjects: readonly JobSubject[],
  ): Promise<void> {
    const productIds = subjects
      .filter(({ refusal }) => refusal === undefined)
      .map(({ productId }) => productId);
    const others = await sql.query<{ id: number }>(
      `select id from ${tenant.schema}.marketplace_jobs
       where account_id = $1 and action_code <> $2 and product_id = any($3::bigint[])
         and status in ('pending', 'paused', 'processing') and not unresolved`,
      [accountId, actionCode, productIds],
    );
    const ids = others.map(({ id }) => id);
    if (ids.length > 0) await this.wishes.cancelIn(sql, tenant, ids, requestedBy);
  }

  private async createOrFind(
    sql: Sql,
    tenant: TenantRef,
    template: JobTemplate,
    subjects: readonly JobSubject[],
  ): Promise<readonly CreatedJob[]> {
    const created = await sql.query<InsertedJob>(
      INSERT_JOBS(tenant),
      [
        ...templateValues(template),
        subjects.map((subject) => subject.productId),
        subjects.map((subject) => (subject.refusal === undefined ? null : JSON.stringify(subject.refusal))),
        presentTraceparent() ?? null,
      ],
      PREPARED,
    );
    await this.enqueue.put(
      sql,
      created
        .filter((job) => !job.refused)
        .map((job) => ({
          tenantId: tenant.id,
          jobId: job.jobId,
          accountId: template.accountId,
          productId: job.productId ?? -template.actionTypeId,
          batchId: template.batchJobId,
          priority: template.priority,
          epoch: 0,
          delayMs: template.delayMs,
          expiresInMs: template.expiresInMs,
          parked: false,
          unresolved: false,
        })),
    );
    const before = new Map(subjects.map((subject) => [subject.productId, subject.unresolvedBefore]));
    return [
      ...created.map(({ productId, jobId }): CreatedJob => {
        const unresolvedBefore = before.get(productId);
        return {
          productId,
          jobId,
          created: true,
          ...(unresolvedBefore !== undefined && { unresolvedBefore }),
        };
      }),
      ...(await this.waiting(sql, tenant, template, subjects, created)),
    ];
  }

  private async waiting(
    sql: Sql,
    tenant: TenantRef,
    template: JobTemplate,
    subjects: readonly JobSubject[],
    created: readonly InsertedJob[],
  ): Promise<readonly CreatedJob[]> {
    const answered = new Set(created.map((job) => job.productId));
    const missing = subjects.map((subject) => subject.productId).filter((id) => !answered.has(id));
    if (missing.length === 0) return [];
    return sql.query<CreatedJob>(
      `select product_id as "productId", id as "jobId", false as created
       from ${tenant.schema}.marketplace_jobs
       where account_id = $1 and action_code = $2 and status in ('pending', 'paused') and not unresolved
         and (product_id = any($3::bigint[]) or (product_id is null and $4))`,
      [template.accountId, template.actionCode, missing, missing.includes(null)],
    );
  }
}

interface InsertedJob {
  readonly productId: number | null;
  readonly jobId: number;
  readonly refused: boolean;
}

function templateValues(template: JobTemplate): readonly unknown[] {
  return [
    template.batchJobId,
    template.actionTypeId,
    template.marketplace,
    template.actionCode,
    template.accountId,
    template.priority,
    template.maxAttempts,
    JSON.stringify(template.input),
    template.delayMs,
    template.expiresInMs,
    template.requestedBy,
    template.idempotencyKey ?? null,
    template.requestHash ?? null,
  ];
}
