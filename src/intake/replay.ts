import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { KeyReusedError } from './idempotency.ts';
import type { Idempotency } from './idempotency.ts';

/** SQLSTATE of a broken unique index. */
const UNIQUE_VIOLATION = '23505';

/** Finds what an earlier request with the same key made. */
@Injectable()
export class Replay {
  constructor(private readonly database: Database) {}

  /**
   * Carries a request out once, however often and however simultaneously it is sent.
   * @param tenant whose request it is
   * @param table where the key is kept
   * @param idempotency the key; undefined for a request that is carried out every time
   * @param make carries it out and stores the key with what it makes
   * @returns id of what was made, now or before
   * @throws {KeyReusedError} when the key was used for another request
   */
  async once(
    tenant: TenantRef,
    table: 'batch_jobs' | 'marketplace_jobs',
    idempotency: Idempotency | undefined,
    make: () => Promise<number>,
  ): Promise<{ readonly id: number; readonly replayed: boolean }> {
    const before = await this.find(tenant, table, idempotency);
    if (before !== undefined) return { id: before, replayed: true };
    try {
      return { id: await make(), replayed: false };
    } catch (error: unknown) {
      // The same request was carried out at the same time: its result is the answer to this one too.
      const twin = isUniqueViolation(error) ? await this.find(tenant, table, idempotency) : undefined;
      if (twin === undefined) throw error;
      return { id: twin, replayed: true };
    }
  }

  private async find(
    { schema }: TenantRef,
    table: string,
    idempotency: Idempotency | undefined,
  ): Promise<number | undefined> {
    if (idempotency === undefined) return undefined;
    const [row] = await this.database.query<{ id: number; hash: string }>(
      `select id, request_hash as hash from ${schema}.${table} where idempotency_key = $1`,
      [idempotency.key],
    );
    if (row !== undefined && row.hash !== idempotency.requestHash) throw new KeyReusedError(idempotency.key);
    return row?.id;
  }
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;
}
