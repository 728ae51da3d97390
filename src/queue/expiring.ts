import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { PointerKey } from './keys.ts';

/** Finds jobs that nobody began in time. */
@Injectable()
export class Expiring {
  constructor(private readonly database: Database) {}

  /**
   * Lists pointers past their expiry that nobody holds.
   * @param limit how many at most
   * @returns the jobs
   */
  async find(limit: number): Promise<readonly PointerKey[]> {
    return this.database.query<PointerKey>(
      `select tenant_id as "tenantId", job_id as "jobId" from public.job_queue
       where expires_at is not null and expires_at <= now() and state <> 'leased'
       order by expires_at limit $1`,
      [limit],
    );
  }
}
