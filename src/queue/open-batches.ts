import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';

/** A batch that is not over, wherever it is. */
export interface OpenBatch {
  readonly tenantId: number;
  readonly batchId: number;
}

/** A batch as it was remembered at one moment. */
export interface RememberedBatch extends OpenBatch {
  /** How often it was reopened until then. */
  readonly reopened: number;
}

/**
 * Remembers which batches are unfinished, so that recounting them needs no walk over all tenants. A batch is
 * forgotten only some time after it ended, and not in the commit that ends it: that one touches the tenant's schema alone.
 */
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
      `insert into public.open_batches as o (tenant_id, batch_id) values ($1, $2)
       on conflict (tenant_id, batch_id) do update set reopened = o.reopened + 1`,
      [batch.tenantId, batch.batchId],
    );
  }

  /**
   * Forgets a batch that was found over or does not exist, unless it was reopened since it was listed.
   * @param batch which, as {@link list} told
   */
  async forget(batch: RememberedBatch): Promise<void> {
    await this.database.query(
      `delete from public.open_batches where tenant_id = $1 and batch_id = $2 and reopened = $3`,
      [batch.tenantId, batch.batchId, batch.reopened],
    );
  }

  /**
   * Lists unfinished batches.
   * @returns all of them, and those that ended a moment ago
   */
  async list(): Promise<readonly RememberedBatch[]> {
    return this.database.query<RememberedBatch>(
      `select tenant_id as "tenantId", batch_id as "batchId", reopened from public.open_batches`,
    );
  }
}
