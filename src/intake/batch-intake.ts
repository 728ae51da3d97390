import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { BatchRows } from '../ledger/batch-rows.ts';
import type { SkippedSubject } from '../ledger/batch-rows.ts';
import { JobCreation } from '../ledger/job-creation.ts';
import { templateOf } from '../ledger/wanted-job.ts';
import type { JobTemplate } from '../ledger/wanted-job.ts';
import { marketplacesOf } from './batch-requests.ts';
import type { ExaminedLot } from './batch-requests.ts';
import type { CreateBatchDto } from './dto/batch-requests.ts';
import type { Idempotency } from './idempotency.ts';
import { Preflight } from './preflight.ts';
import { QueueEntrance } from './queue-entrance.ts';
import { Replay } from './replay.ts';
import { requestedRun } from './run-options.ts';

/** Who asks, and how to recognise the request when it comes again. */
export interface BatchOrigin {
  readonly requestedBy: string;
  readonly idempotency: Idempotency | undefined;
}

/** Takes requests over many products: batch, jobs and places in the queue in one transaction. */
@Injectable()
export class BatchIntake {
  constructor(
    private readonly database: Database,
    private readonly entrance: QueueEntrance,
    private readonly ledger: BatchRows,
    private readonly creation: JobCreation,
    private readonly replay: Replay,
  ) {}

  /**
   * Makes a batch with its jobs. Lanes are locked before anything else, so that no worker sees half of it.
   * @param tenant whose batch
   * @param request what is asked for
   * @param examine finds what the request names; not asked when the request was carried out before
   * @param origin who asks
   * @returns the batch's id, and whether it was made by an earlier request with the same key
   * @throws {DomainError} for everything that is wrong with the request; nothing has changed then
   */
  async take(
    tenant: TenantRef,
    request: CreateBatchDto,
    examine: () => Promise<readonly ExaminedLot[]>,
    origin: BatchOrigin,
  ): Promise<{ readonly id: number; readonly replayed: boolean }> {
    return this.replay.once(tenant, 'batch_jobs', origin.idempotency, async () => {
      const lots = await examine();
      return this.database.transaction(async (sql) => {
        const accountIds = lots.map(({ account }) => account.id);
        await this.entrance.enter(sql, tenant, accountIds, fitting(lots));
        return this.make(sql, tenant, request, lots, origin);
      });
    });
  }

  private async make(
    sql: Sql,
    tenant: TenantRef,
    request: CreateBatchDto,
    lots: readonly ExaminedLot[],
    { requestedBy, idempotency }: BatchOrigin,
  ): Promise<number> {
    const batchJobId = await this.ledger.create(sql, tenant, {
      marketplaces: marketplacesOf(request),
      actionCode: request.action_code,
      kind: 'request',
      options: { ...request.options },
      requestedBy,
      ...(idempotency && { idempotencyKey: idempotency.key, requestHash: idempotency.requestHash }),
    });
    const skipped: SkippedSubject[] = [];
    for (const lot of lots) {
      const template = batchTemplate(lot, request, batchJobId, requestedBy);
      const jobs = await this.creation.create(
        sql,
        tenant,
        template,
        lot.subjects.map(({ productId, problems }) => {
          const refusal = Preflight.refusalOf(problems) ?? lot.check.refusal;
          return { productId, ...(refusal && { refusal }) };
        }),
      );
      for (const job of jobs) {
        if (job.created) continue;
        skipped.push({
          product_id: job.productId,
          marketplace: lot.type.marketplace,
          reason: 'already_active',
          job_id: job.jobId,
        });
      }
    }
    await this.ledger.finishCreation(sql, tenant, batchJobId, skipped);
    return batchJobId;
  }
}

/** Products that do not fit become failed jobs, which wait for nothing. */
function fitting(lots: readonly ExaminedLot[]): number {
  return lots.reduce((sum, { subjects, check }) => {
    const refused = check.refusal !== undefined;
    return sum + (refused ? 0 : subjects.filter(({ problems }) => problems.length === 0).length);
  }, 0);
}

function batchTemplate(
  { type, account }: ExaminedLot,
  request: CreateBatchDto,
  batchJobId: number,
  requestedBy: string,
): JobTemplate {
  const { priority, ...run } = requestedRun(request.options ?? {});
  return templateOf(type, {
    ...run,
    batchJobId,
    accountId: account.id,
    priority: priority ?? type.priority,
    requestedBy,
  });
}
