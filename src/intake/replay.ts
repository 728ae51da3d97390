import { Injectable } from '@nestjs/common';
import { DomainError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { AnsweredRequests } from '../ledger/answered-requests.ts';
import { KeyReusedError } from './idempotency.ts';
import type { Idempotency } from './idempotency.ts';

/** SQLSTATE of a broken unique index, and of a reference to a row that is gone. */
const UNIQUE_VIOLATION = '23505';
const FOREIGN_KEY_VIOLATION = '23503';

/** Finds what an earlier request with the same key made. */
@Injectable()
export class Replay {
  constructor(private readonly requests: AnsweredRequests) {}

  /**
   * Carries a request out once, however often and however simultaneously it is sent.
   * @param tenant whose request it is
   * @param table where the key is kept
   * @param idempotency the key; undefined for a request that is carried out every time
   * @param make carries it out and stores the key with what it makes
   * @returns id of what was made, now or before
   * @throws {KeyReusedError} when the key was used for another request
   * @throws {DomainError} `product.not_found` when a product was removed while the request was carried out
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
      if (hasState(error, FOREIGN_KEY_VIOLATION)) throw productRemoved();
      // The same request was carried out at the same time: its result is the answer to this one too.
      const twin = hasState(error, UNIQUE_VIOLATION)
        ? await this.find(tenant, table, idempotency)
        : undefined;
      if (twin === undefined) throw error;
      return { id: twin, replayed: true };
    }
  }

  /**
   * Looks for what a request has made before.
   * @param tenant whose request it is
   * @param table where the key is kept
   * @param idempotency the key; undefined for a request without one
   * @returns its id; undefined where nothing was made with the key
   * @throws {KeyReusedError} when the key was used for another request
   */
  async find(
    tenant: TenantRef,
    table: 'batch_jobs' | 'marketplace_jobs',
    idempotency: Idempotency | undefined,
  ): Promise<number | undefined> {
    if (idempotency === undefined) return undefined;
    const found = await this.requests.find(tenant, table, idempotency.key);
    if (found !== undefined && found.requestHash !== idempotency.requestHash) {
      throw new KeyReusedError(idempotency.key);
    }
    return found?.id;
  }
}

function hasState(error: unknown, sqlState: string): boolean {
  return error instanceof Error && 'code' in error && error.code === sqlState;
}

function productRemoved(): DomainError {
  return new DomainError(
    'product.not_found',
    'not_found',
    'A product of this request was removed in the meantime.',
  );
}
