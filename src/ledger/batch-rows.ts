import { Injectable } from '@nestjs/common';
import type { Sql } from '../common/database/sql.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { ActionCode, Marketplace } from '../domain/vocabulary.ts';
import { BatchRecount } from './batch-recount.ts';
import { OpenBatches } from '../queue/open-batches.ts';

/** A request over many products, as it is stored. */
export interface NewBatch {
  readonly marketplaces: readonly Marketplace[];
  readonly actionCode: ActionCode;
  readonly kind: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly requestedBy: string;
  readonly idempotencyKey?: string;
  readonly requestHash?: string;
}

/** A wish that an already waiting job answers. */
export interface SkippedSubject {
  readonly product_id: number | null;
  readonly marketplace: Marketplace;
  readonly reason: 'already_active';
  readonly job_id: number;
}

/** Makes batches. Their counts are kept by recounting, never by the commits of their jobs. */
@Injectable()
export class BatchRows {
  constructor(
    private readonly openBatches: OpenBatches,
    private readonly recount: BatchRecount,
  ) {}

  /**
   * Makes a batch without jobs.
   * @param sql the transaction of the request
   * @param tenant whose batch
   * @param batch what was asked for
   * @returns its id
   */
  async create(sql: Sql, tenant: TenantRef, batch: NewBatch): Promise<number> {
    const [row] = await sql.query<{ id: number }>(
      `insert into ${tenant.schema}.batch_jobs
         (marketplaces, action_code, kind, options, requested_by, idempotency_key, request_hash)
       values ($1, $2, $3, $4, $5, $6, $7) returning id`,
      [
        batch.marketplaces,
        batch.actionCode,
        batch.kind,
        JSON.stringify(batch.options),
        batch.requestedBy,
        batch.idempotencyKey ?? null,
        batch.requestHash ?? null,
      ],
    );
    if (row === undefined) throw new Error('a batch was inserted and has no id');
    await this.openBatches.open(sql, { tenantId: tenant.id, batchId: row.id });
    return row.id;
  }

  /**
   * Records which wishes were answered by jobs that waited already, and counts the jobs for the first time, so that
   * the answer to the request is exact. A batch without jobs is over here.
   * @param sql the transaction of the request
   * @param tenant whose batch
   * @param batchId the batch
   * @param skipped the wishes
   */
  async finishCreation(
    sql: Sql,
    tenant: TenantRef,
    batchId: number,
    skipped: readonly SkippedSubject[],
  ): Promise<void> {
    await sql.query(`update ${tenant.schema}.batch_jobs set skipped = $2, updated_at = now() where id = $1`, [
      batchId,
      JSON.stringify(skipped),
    ]);
    await this.recount.runIn(sql, tenant, batchId);
  }
}
