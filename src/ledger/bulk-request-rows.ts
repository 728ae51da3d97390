import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { BulkKind, BulkProgress, BulkRequest } from './bulk-request.ts';
import type { JobSelection } from './job-selection.ts';

/** Who asks, and how the request is recognised when it is sent again. */
export interface BulkAsker {
  readonly actor: string;
  readonly idempotencyKey?: string | undefined;
  readonly requestHash?: string | undefined;
}

/** A stored request, and whether it was there before. */
export interface StoredBulkRequest extends BulkRequest {
  readonly kind: BulkKind;
  readonly requestHash: string | null;
  readonly replayed: boolean;
}

const COLUMNS = `id, kind, chunks, progress, finished_at is not null as finished, request_hash as "requestHash"`;

/** Stores requests over many jobs and how far they have come. */
@Injectable()
export class BulkRequestRows {
  constructor(private readonly database: Database) {}

  /**
   * Begins a request, or finds the one that was made with the same key.
   * @param tenant whose jobs
   * @param kind what is to be done with them
   * @param selection which jobs
   * @param asker who asks
   * @returns the request
   */
  async begin(
    tenant: TenantRef,
    kind: BulkKind,
    selection: JobSelection,
    asker: BulkAsker,
  ): Promise<StoredBulkRequest> {
    const start = await this.afterNewestJob(tenant);
    const progress: BulkProgress = {
      matched: 0,
      done: 0,
      asked: 0,
      conflictCount: 0,
      conflicts: [],
      phase: 'unresolved',
      before: start,
      start,
    };
    const [made] = await this.database.query<StoredBulkRequest>(
      `insert into ${tenant.schema}.bulk_requests
         (kind, selection, progress, requested_by, idempotency_key, request_hash)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (idempotency_key) do nothing
       returning ${COLUMNS}, false as replayed`,
      [
        kind,
        JSON.stringify(selection),
        JSON.stringify(progress),
        asker.actor,
        asker.idempotencyKey ?? null,
        asker.requestHash ?? null,
      ],
    );
    return made ?? this.byKey(tenant, asker.idempotencyKey ?? '');
  }

  /**
   * Reads how far a request has come.
   * @param tenant whose jobs
   * @param id the request
   * @returns the request
   */
  async get({ schema }: TenantRef, id: number): Promise<BulkRequest> {
    const [row] = await this.database.query<BulkRequest>(
      `select ${COLUMNS} from ${schema}.bulk_requests where id = $1`,
      [id],
    );
    if (row === undefined) throw new Error(`the request ${id} over many jobs is gone`);
    return row;
  }

  /**
   * Writes how far a request has come, in the transaction of the chunk that brought it there.
   * @param sql the transaction
   * @param tenant whose jobs
   * @param request the request as it was read
   * @param progress what is done now
   * @param finished whether that is all
   * @returns false when somebody else did this chunk: the transaction must not commit
   */
  async advance(
    sql: Sql,
    { schema }: TenantRef,
    request: BulkRequest,
    progress: BulkProgress,
    finished: boolean,
  ): Promise<boolean> {
    const rows = await sql.query(
      `update ${schema}.bulk_requests
       set progress = $3, chunks = chunks + 1, finished_at = case when $4 then now() end, updated_at = now()
       where id = $1 and chunks = $2 returning id`,
      [request.id, request.chunks, JSON.stringify(progress), finished],
    );
    return rows.length === 1;
  }

  private async afterNewestJob({ schema }: TenantRef): Promise<number> {
    const [row] = await this.database.query<{ start: number }>(
      `select coalesce(max(id), 0) + 1 as start from ${schema}.marketplace_jobs`,
    );
    return row?.start ?? 1;
  }

  private async byKey({ schema }: TenantRef, key: string): Promise<StoredBulkRequest> {
    const [row] = await this.database.query<StoredBulkRequest>(
      `select ${COLUMNS}, true as replayed from ${schema}.bulk_requests where idempotency_key = $1`,
      [key],
    );
    if (row === undefined) throw new Error('a request over many jobs was stored and is not there');
    return row;
  }
}
