import { Injectable } from '@nestjs/common';
import type { Sql } from '../common/database/sql.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { BulkKind, ChunkResult } from './bulk-request.ts';
import { Retry } from './retry.ts';
import { Wishes } from './wishes.ts';

/** Steers the jobs of one chunk, whose lanes are locked. */
@Injectable()
export class BulkSteering {
  constructor(
    private readonly retries: Retry,
    private readonly wishes: Wishes,
  ) {}

  /**
   * @param sql the transaction, which locked the lanes in an earlier statement
   * @param tenant whose jobs
   * @param kind what is to be done
   * @param ids the jobs
   * @param actor who wants it
   * @returns what became of them
   */
  async apply(
    sql: Sql,
    tenant: TenantRef,
    kind: BulkKind,
    ids: readonly number[],
    actor: string,
  ): Promise<ChunkResult> {
    if (ids.length === 0) return { done: 0, asked: 0, conflicts: [] };
    if (kind === 'redrive') {
      const { reopened, conflicts } = await this.retries.reopenIn(sql, tenant, ids, actor);
      return { done: reopened.length, asked: 0, conflicts };
    }
    await this.wishes.cancelIn(sql, tenant, ids, actor);
    const [row] = await sql.query<{ done: number; asked: number }>(
      `select count(*) filter (where status = 'cancelled') as done,
              count(*) filter (where status = 'processing' and cancel_requested) as asked
       from ${tenant.schema}.marketplace_jobs where id = any($1::bigint[])`,
      [ids],
    );
    return { done: row?.done ?? 0, asked: row?.asked ?? 0, conflicts: [] };
  }
}
