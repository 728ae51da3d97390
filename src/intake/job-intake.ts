import { Injectable } from '@nestjs/common';
import { Database, LOOKUPS } from '../common/database/database.ts';
import { wasRolledBack } from '../common/database/was-rolled-back.ts';
import { Lots } from '../common/lots.ts';
import { presentTraceparent } from '../common/tracing/traceparent.ts';
import { AppConfig } from '../config/app-config.ts';
import { DomainError } from '../domain/errors.ts';
import { tenantRef } from '../domain/tenant-ref.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { JobCreation } from '../ledger/job-creation.ts';
import { templateOf } from '../ledger/wanted-job.ts';
import type { CreatedJob, WantedJob } from '../ledger/wanted-job.ts';
import { lotLimits } from '../ledger/lot-limits.ts';
import { unresolvedFirst } from '../ledger/unresolved-jobs.ts';
import type { CreateJobDto } from './dto/job-requests.ts';
import type { Idempotency } from './idempotency.ts';
import type { ExaminedJob } from './examined-job.ts';
import { JobRequests } from './job-requests.ts';
import { QueueEntrance } from './queue-entrance.ts';
import { Replay } from './replay.ts';
import { requestedRun } from './run-options.ts';

/** Priority of a single job where neither the request nor a more urgent catalogue row decides: before batches. */
const SINGLE_JOB_PRIORITY = 2;

/** What became of the request for one job. */
export interface TakenJob {
  readonly jobId: number;
  /** `created`; `waiting` where a job that waits already answers it; `replayed` where the key was used before. */
  readonly how: 'created' | 'waiting' | 'replayed';
}

/** Takes requests for single jobs; those of a tenant that come in at the same moment share a commit. */
@Injectable()
export class JobIntake {
  private readonly lots: Lots<number, WantedJob, CreatedJob | undefined>;

  constructor(
    private readonly database: Database,
    private readonly requests: JobRequests,
    private readonly entrance: QueueEntrance,
    private readonly creation: JobCreation,
    private readonly replay: Replay,
    config: AppConfig,
  ) {
    this.lots = new Lots(
      (tenant, lot) => this.makeLot(tenantRef(tenant), lot),
      lotLimits(config),
      // What is wrong with one of them was said before the commit: then each is taken by itself.
      (error) => error instanceof DomainError || wasRolledBack(error),
    );
  }

  /**
   * Makes a job and puts it into its lane, in one transaction.
   * @param tenant whose job
   * @param request what is asked for
   * @param requestedBy who asks
   * @param idempotency the request's key, if it has one
   * @returns the job, and how it came about
   * @throws {DomainError} for everything that is wrong with the request; nothing has changed then
   */
  async take(
    tenant: TenantRef,
    request: CreateJobDto,
    requestedBy: string,
    idempotency: Idempotency | undefined,
  ): Promise<TakenJob> {
    let created = true;
    const { id, replayed } = await this.replay.once(tenant, 'marketplace_jobs', idempotency, async () => {
      const subject = await this.requests.examine(tenant, request);
      const job = await this.make(tenant, request, subject, requestedBy, idempotency);
      created = job.created;
      return job.jobId;
    });
    // The job that waits may be what the same key made a moment ago, for a request that differs.
    if (!created) await this.replay.find(tenant, 'marketplace_jobs', idempotency);
    return { jobId: id, how: replayed ? 'replayed' : created ? 'created' : 'waiting' };
  }

  private async make(
    tenant: TenantRef,
    request: CreateJobDto,
    { type, account, product }: ExaminedJob,
    requestedBy: string,
    idempotency: Idempotency | undefined,
  ): Promise<CreatedJob> {
    const { priority, ...run } = requestedRun(request);
    const traceparent = presentTraceparent();
    const template = templateOf(type, {
      ...run,
      accountId: account.id,
      priority: priority ?? Math.min(type.priority, SINGLE_JOB_PRIORITY),
      requestedBy,
      ...(idempotency && { idempotencyKey: idempotency.key, requestHash: idempotency.requestHash }),
      ...(traceparent !== undefined && { traceparent }),
    });
    const job = await this.lots.add(tenant.id, { template, subject: { productId: product?.id ?? null } });
    if (job === undefined) {
      throw new DomainError('job.not_created', 'unavailable', 'The same job has just changed; try again.');
    }
    return job;
  }

  private makeLot(
    tenant: TenantRef,
    lot: readonly WantedJob[],
  ): Promise<readonly (CreatedJob | undefined)[]> {
    return this.database.transaction(async (sql) => {
      const accounts = new Set(lot.map(({ template }) => template.accountId));
      await this.entrance.enter(sql, tenant, [...accounts], lot.length);
      const jobs = await this.creation.createEach(sql, tenant, lot);
      for (const job of jobs) refuseAfterUnresolved(job?.unresolvedBefore);
      return jobs;
    }, LOOKUPS);
  }
}

/** Thrown inside the transaction: a single request leaves no failed job behind. */
function refuseAfterUnresolved(jobId: number | undefined): void {
  if (jobId === undefined) return;
  const { code, message } = unresolvedFirst(jobId);
  throw new DomainError(code, 'conflict', message, { extra: { job_id: jobId } });
}
