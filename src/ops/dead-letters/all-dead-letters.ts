import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import { decodeCursor } from '../../common/pagination/cursor.ts';
import { Page } from '../../common/pagination/page.ts';
import { tenantRef } from '../../domain/tenant-ref.ts';
import type { JobSelection } from '../../ledger/job-selection.ts';
import { DeadLetters } from './dead-letters.service.ts';
import type { TenantDeadLettersResponse } from './dto/dead-letter-responses.ts';

/** Counts the dead letters of many tenants, one after the other: no statement joins tenants. */
@Injectable()
export class AllDeadLetters {
  private readonly log = new Logger(AllDeadLetters.name);

  constructor(
    private readonly database: Database,
    private readonly letters: DeadLetters,
  ) {}

  /**
   * @param selection which jobs
   * @param cursor where the page begins
   * @param limit tenants a page
   * @returns a page of tenants
   */
  async page(
    selection: JobSelection,
    cursor: string | undefined,
    limit: number,
  ): Promise<Page<TenantDeadLettersResponse>> {
    const [after] = decodeCursor(cursor, ['integer']) ?? [];
    const tenants = await this.database.query<{ id: number }>(
      `select id from public.tenants where id > $1 order by id limit $2`,
      [after ?? 0, limit + 1],
    );
    const page = Page.of(
      tenants,
      limit,
      ({ id }) => [id],
      ({ id }) => id,
    );
    const counted: TenantDeadLettersResponse[] = [];
    for (const id of page.data) counted.push(await this.ofTenant(id, selection));
    return new Page(counted, page.next_cursor);
  }

  private async ofTenant(id: number, selection: JobSelection): Promise<TenantDeadLettersResponse> {
    try {
      return { tenant_id: id, readable: true, ...(await this.letters.counts(tenantRef(id), selection)) };
    } catch (error: unknown) {
      this.log.warn({ err: error, tenant: id }, 'the dead letters of a tenant could not be counted');
      return { tenant_id: id, readable: false, total: 0, by_code: [] };
    }
  }
}
