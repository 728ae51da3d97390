import { Injectable } from '@nestjs/common';
import { decodeCursor } from '../../common/pagination/cursor.ts';
import { Page } from '../../common/pagination/page.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { HandlerRegistry } from '../../handlers/registry/handler-registry.ts';
import { KeyReusedError } from '../../intake/idempotency.ts';
import type { Idempotency } from '../../intake/idempotency.ts';
import type { BulkKind, BulkProgress } from '../../ledger/bulk-request.ts';
import { BulkRequestRows } from '../../ledger/bulk-request-rows.ts';
import { BulkWishes } from '../../ledger/bulk-wishes.ts';
import type { JobSelection } from '../../ledger/job-selection.ts';
import { DeadLetterReader } from './dead-letter-reader.ts';
import { DeadLetterResponse } from './dto/dead-letter-responses.ts';
import type { DeadLetterCountsResponse } from './dto/dead-letter-responses.ts';

/** Shows what ended without success, and steers many jobs at once. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly reader: DeadLetterReader,
    private readonly registry: HandlerRegistry,
    private readonly requests: BulkRequestRows,
    private readonly wishes: BulkWishes,
  ) {}

  /**
   * @param tenant whose jobs
   * @param selection which jobs
   * @param cursor where the page begins
   * @param limit entries a page
   * @returns one page, newest first
   */
  async list(
    tenant: TenantRef,
    selection: JobSelection,
    cursor: string | undefined,
    limit: number,
  ): Promise<Page<DeadLetterResponse>> {
    const [before] = decodeCursor(cursor, ['integer']) ?? [];
    return Page.of(
      await this.reader.list(tenant, selection, before, limit + 1),
      limit,
      (letter) => [letter.id],
      (letter) => new DeadLetterResponse(letter, this.registry.errors.classOf(letter.error?.code ?? '')),
    );
  }

  /**
   * @param tenant whose jobs
   * @param selection which jobs
   * @returns jobs by error code
   */
  async counts(tenant: TenantRef, selection: JobSelection): Promise<DeadLetterCountsResponse> {
    const rows = await this.reader.counts(tenant, selection);
    return {
      total: rows.reduce((sum, { jobs }) => sum + jobs, 0),
      by_code: rows.map((row) => ({
        code: row.code,
        error_class: this.registry.errors.classOf(row.code ?? '') ?? null,
        jobs: row.jobs,
        unresolved: row.unresolved,
        oldest_at: row.oldestAt,
        newest_at: row.newestAt,
      })),
    };
  }

  /**
   * Redrives or cancels all jobs that fit. The same key again gets the first answer, or finishes what broke off.
   * @param tenant whose jobs
   * @param kind what is to be done
   * @param selection which jobs
   * @param actor who wants it
   * @param idempotency the request's key, where it has one
   * @returns what was done, and whether it had been done before
   * @throws {KeyReusedError} when the key was used for another request
   */
  async steer(
    tenant: TenantRef,
    kind: BulkKind,
    selection: JobSelection,
    actor: string,
    idempotency: Idempotency | undefined,
  ): Promise<{ readonly progress: BulkProgress; readonly replayed: boolean }> {
    const request = await this.requests.begin(tenant, kind, selection, {
      actor,
      idempotencyKey: idempotency?.key,
      requestHash: idempotency?.requestHash,
    });
    if (
      idempotency !== undefined &&
      (request.requestHash !== idempotency.requestHash || request.kind !== kind)
    ) {
      throw new KeyReusedError(idempotency.key);
    }
    const progress = await this.wishes.run(tenant, kind, selection, actor, request);
    return { progress, replayed: request.replayed };
  }
}
