import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';

/** A batch that is not over, wherever it is. */
export interface OpenBatch {
  readonly tenantId: number;
  readonly batchId: number;
}

/** Remembers which batches are unfinished, so that recounting them needs no walk over all tenants. */
@Injectable()
export class OpenBatches {
  constructor(private readonly database: Database) {}

  /**
   * Remembers a batch.
   * @param sql the transaction that makes or reopens it
   * @param batch which
   */
  async open(sql: Sql, batch: OpenBatch): Promise<void> {
    await sql.query(
      `insert into public.open_batches (tenant_id, batch_id) values ($1, $2) on conflict do nothing`,
      [batch.tenantId, batch.batchId],
    );
  }

  /**
   * Forgets a batch that is over.
   * @param sql the transaction that finds it over
   * @param batch which
   */
  async close(sql: Sql, batch: OpenBatch): Promise<void> {
    await sql.query(`delete from public.open_batches where tenant_id = $1 and batch_id = $2`, [
      batch.tenantId,
      batch.batchId,
    ]);
  }

  /**
   * Forgets a batch that does not exist any more.
   * @param batch which
   */
  async forget(batch: OpenBatch): Promise<void> {
    await this.close(this.database, batch);
  }

  /**
   * Lists unfinished batches.
   * @returns all of them
   */
  async list(): Promise<readonly OpenBatch[]> {
    return this.database.query<OpenBatch>(
      `select tenant_id as "tenantId", batch_id as "batchId" from public.open_batches`,
    );
  }
}
