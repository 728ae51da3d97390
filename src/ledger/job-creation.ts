import { Injectable } from '@nestjs/common';
import { PREPARED } from '../common/database/sql.ts';
import type { Sql } from '../common/database/sql.ts';
import { replacesWaiting } from '../domain/selling-actions.ts';
import { endsListing } from '../domain/ending-actions.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { presentTraceparent } from '../common/tracing/traceparent.ts';
import { Enqueue } from '../queue/enqueue.ts';
import type { NewPointer } from '../queue/enqueue.ts';
import { AnsweredRequests } from './answered-requests.ts';
import { Wishes } from './wishes.ts';
import { WaitingJobs } from './waiting-jobs.ts';
import type { CreatedJob, JobSubject, JobTemplate, WantedJob } from './wanted-job.ts';
import { FIND_WAITING, INSERT_JOBS } from './job-creation-sql.ts';
import { UnresolvedJobs, actionColumns, unresolvedFirst } from './unresolved-jobs.ts';
import type { RequestedAction } from './unresolved-jobs.ts';

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
   * Makes the jobs of one request on one account.
   * @param sql the transaction; it locked the account's lane in an earlier statement
   * @param tenant whose jobs
   * @param template what they have in common
   * @param subjects one per job; a product at most once
   * @returns one answer per subject, in their order
   */
  async create(
    sql: Sql,
    tenant: TenantRef,
    template: JobTemplate,
    subjects: readonly JobSubject[],
  ): Promise<readonly CreatedJob[]> {
    const wanted = subjects.map((subject) => ({ template, subject }));
    return (await this.createEach(sql, tenant, wanted)).filter((answer) => answer !== undefined);
  }

  /**
   * Makes jobs. A subject for which a job waits already gets that one; a refused subject becomes a failed job without
   * tasks, so that the seller finds every wish and its answer in one place. So does one for which an earlier job ended
   * while nobody knew what it had done. Other jobs of a product whose listing is to be ended are cancelled, running ones
   * at their next step.
   * @param sql the transaction; it locked the accounts' lanes in an earlier statement
   * @param tenant whose jobs
   * @param asked what is wanted, the earliest request first
   * @returns one answer each, in the same order; undefined where the job that would have answered kept changing
   */
  async createEach(
    sql: Sql,
    tenant: TenantRef,
    asked: readonly WantedJob[],
  ): Promise<readonly (CreatedJob | undefined)[]> {
    const [wanted] = await Promise.all([
      this.refuseUnresolved(sql, tenant, asked),
      this.waitingJobs.giveWay(sql, tenant, asked.map(actionOf)),
    ]);
    const answers = new Map<WantedJob, CreatedJob>();
    // A waiting job may begin between the attempt to insert beside it and the look at it: then it answers nothing.
    for (let attempt = 0; answers.size < wanted.length && attempt < ATTEMPTS; attempt += 1) {
      const open = wanted.filter((each) => !answers.has(each));
      await this.createOrFind(sql, tenant, open, answers);
    }
    await this.followUp(sql, tenant, wanted, answers);
    return wanted.map((each) => answers.get(each));
  }

  private async refuseUnresolved(
    sql: Sql,
    tenant: TenantRef,
    asked: readonly WantedJob[],
  ): Promise<readonly WantedJob[]> {
    const before = await this.unresolved.before(sql, tenant, asked.map(actionOf));
    return asked.map(({ template, subject }, index) => {
      const jobId = before[index];
      if (jobId === undefined) return { template, subject };
      return { template, subject: { ...subject, unresolvedBefore: jobId, refusal: unresolvedFirst(jobId) } };
    });
  }

  /** What a request does to jobs that are there already. */
  private async followUp(
    sql: Sql,
    tenant: TenantRef,
    wanted: readonly WantedJob[],
    answers: ReadonlyMap<WantedJob, CreatedJob>,
  ): Promise<void> {
    for (const [template, subjects] of Map.groupBy(wanted, (each) => each.template)) {
      const { actionCode, requestedBy: actor, idempotencyKey, requestHash } = template;
      const waiting = subjects.flatMap((each) => {
        const answer = answers.get(each);
        return answer === undefined || answer.created ? [] : [answer.jobId];
      });
      if (replacesWaiting(actionCode)) await this.waitingJobs.merge(sql, tenant, waiting, template);
      if (endsListing(actionCode)) await this.cancelOthers(sql, tenant, template, subjects);
      if (idempotencyKey === undefined || requestHash === undefined) continue;
      for (const jobId of waiting) {
        await this.requests.record(sql, tenant, jobId, { actor, idempotencyKey, requestHash });
      }
    }
  }

  /** A job that may have done something is left to find that out first: there may be more to end by then. */
  private async cancelOthers(
    sql: Sql,
    tenant: TenantRef,
    { accountId, actionCode, requestedBy }: JobTemplate,
    wanted: readonly WantedJob[],
  ): Promise<void> {
    const productIds = wanted
      .filter(({ subject }) => subject.refusal === undefined)
      .map(({ subject }) => subject.productId);
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
    open: readonly WantedJob[],
    answers: Map<WantedJob, CreatedJob>,
  ): Promise<void> {
    const rows = await sql.query<InsertedJob>(INSERT_JOBS(tenant), insertValues(open), PREPARED);
    // The same may be asked for twice in one moment: then the first is made, and answers the second, too.
    const inserted = Map.groupBy(rows, keyOf);
    const pointers: NewPointer[] = [];
    for (const each of open) {
      const { template, subject } = each;
      const row = inserted.get(keyOf(actionOf(each)))?.shift();
      if (row === undefined) continue;
      answers.set(each, answerOf(subject, row.jobId, true));
      if (!row.refused) pointers.push(pointerOf(tenant, template, row));
    }
    await this.enqueue.put(sql, pointers);
    const missing = open.filter((each) => !answers.has(each));
    if (missing.length === 0) return;
    const waiting = await sql.query<{ index: number; jobId: number }>(
      FIND_WAITING(tenant),
      actionColumns(missing.map(actionOf)),
    );
    for (const { index, jobId } of waiting) {
      const each = missing[index];
      if (each !== undefined)
        answers.set(each, answerOf({ productId: each.subject.productId }, jobId, false));
    }
  }
}

interface InsertedJob extends RequestedAction {
  readonly jobId: number;
  readonly refused: boolean;
}

function actionOf({
  template: { accountId, actionCode, requestedBy },
  subject: { productId },
}: WantedJob): RequestedAction & { readonly requestedBy: string } {
  return { accountId, actionCode, productId, requestedBy };
}

function keyOf({ accountId, actionCode, productId }: RequestedAction): string {
  return `${accountId}/${actionCode}/${productId}`;
}

function answerOf({ productId, unresolvedBefore }: JobSubject, jobId: number, created: boolean): CreatedJob {
  return { productId, jobId, created, ...(unresolvedBefore !== undefined && { unresolvedBefore }) };
}

function pointerOf(tenant: TenantRef, template: JobTemplate, job: InsertedJob): NewPointer {
  return {
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
  };
}

function insertValues(wanted: readonly WantedJob[]): readonly unknown[] {
  const templates = [...new Set(wanted.map(({ template }) => template))];
  const numbers = new Map(templates.map((template, index) => [template, index + 1]));
  return [
    templates.map((template) => template.batchJobId),
    templates.map((template) => template.actionTypeId),
    templates.map((template) => template.marketplace),
    templates.map((template) => template.actionCode),
    templates.map((template) => template.accountId),
    templates.map((template) => template.priority),
    templates.map((template) => template.maxAttempts),
    templates.map((template) => JSON.stringify(template.input)),
    templates.map((template) => template.delayMs),
    templates.map((template) => template.expiresInMs),
    templates.map((template) => template.requestedBy),
    templates.map((template) => template.idempotencyKey ?? null),
    templates.map((template) => template.requestHash ?? null),
    templates.map((template) => template.traceparent ?? presentTraceparent() ?? null),
    wanted.map(({ template }) => numbers.get(template)),
    wanted.map(({ subject }) => subject.productId),
    wanted.map(({ subject: { refusal } }) => (refusal === undefined ? null : JSON.stringify(refusal))),
  ];
}
