import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { Lanes } from '../queue/lanes.ts';
import { isAlreadyWaiting } from './already-waiting.ts';
import { BatchProgress } from './batch-progress.ts';
import { advanced } from './bulk-request.ts';
import type { BulkKind, BulkProgress, BulkRequest } from './bulk-request.ts';
import { BulkRequestRows } from './bulk-request-rows.ts';
import { BulkSteering } from './bulk-steering.ts';
import { SELECTED, SELECTION_PARAMETERS, selectionValues } from './job-selection.ts';
import type { JobSelection } from './job-selection.ts';

/** Jobs steered in one transaction: many thousands must not lock their lanes for long. */
const CHUNK = 1000;
/** Tries of one chunk: each meets another job that has just gone back to waiting, or another's hand. */
const TRIES = 5;

/** Another instance, or a repeated request, did the same chunk first. */
class ChunkTakenError extends Error {}

interface ChunkJob {
  readonly id: number;
  readonly accountId: number;
  readonly batchId: number | null;
}

/**
 * Carries out what a person wants of all jobs that fit a selection, chunk by chunk. A chunk and the note of how far
 * the request has come are one commit, so a request that broke off goes on where it was, and no job is taken twice.
 */
@Injectable()
export class BulkWishes {
  constructor(
    private readonly database: Database,
    private readonly rows: BulkRequestRows,
    private readonly lanes: Lanes,
    private readonly steering: BulkSteering,
    private readonly progress: BatchProgress,
  ) {}

  /**
   * Carries a request out, or finishes one that broke off.
   * @param tenant whose jobs
   * @param kind what is to be done with them
   * @param selection which jobs
   * @param actor who wants it, for the history
   * @param begun the stored request
   * @returns what was done in all
   */
  async run(
    tenant: TenantRef,
    kind: BulkKind,
    selection: JobSelection,
    actor: string,
    begun: BulkRequest,
  ): Promise<BulkProgress> {
    let request = begun;
    for (let tries = 1; !request.finished; tries += 1) {
      try {
        const batches = await this.database.transaction((sql) =>
          this.chunk(sql, tenant, kind, selection, actor, request),
        );
        for (const batchId of batches) this.progress.changed(tenant, batchId);
        tries = 0;
      } catch (error: unknown) {
        const passes = error instanceof ChunkTakenError || isAlreadyWaiting(error);
        if (!passes || tries >= TRIES) throw error;
      }
      request = await this.rows.get(tenant, request.id);
    }
    return request.progress;
  }

  private async chunk(
    sql: Sql,
    tenant: TenantRef,
    kind: BulkKind,
    selection: JobSelection,
    actor: string,
    request: BulkRequest,
  ): Promise<readonly number[]> {
    const jobs = await this.next(sql, tenant, selection, request.progress);
    await this.lanes.lock(
      sql,
      jobs.map(({ accountId }) => ({ tenantId: tenant.id, accountId })),
    );
    const ids = jobs.map(({ id }) => id);
    const result = await this.steering.apply(sql, tenant, kind, ids, actor);
    const now = advanced(request.progress, ids, result);
    const phaseOver = jobs.length < CHUNK;
    const progress: BulkProgress =
      phaseOver && now.phase === 'unresolved' ? { ...now, phase: 'others', before: now.start } : now;
    const finished = phaseOver && now.phase === 'others';
    if (!(await this.rows.advance(sql, tenant, request, progress, finished))) throw new ChunkTakenError();
    return [...new Set(jobs.flatMap(({ batchId }) => batchId ?? []))];
  }

  private next(
    sql: Sql,
    { schema }: TenantRef,
    selection: JobSelection,
    { phase, before }: BulkProgress,
  ): Promise<readonly ChunkJob[]> {
    return sql.query<ChunkJob>(
      `select j.id, j.account_id as "accountId", j.batch_job_id as "batchId"
       from ${schema}.marketplace_jobs j
       where ${SELECTED} and j.unresolved = $${SELECTION_PARAMETERS + 1} and j.id < $${SELECTION_PARAMETERS + 2}
       order by j.id desc limit ${CHUNK}`,
      [...selectionValues(selection), phase === 'unresolved', before],
    );
  }
}
