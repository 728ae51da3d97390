import { Injectable } from '@nestjs/common';
import { PREPARED } from '../common/database/sql.ts';
import type { Sql } from '../common/database/sql.ts';

/** How many jobs of a tenant wait or run. Their pointers tell: ended jobs have none. */
@Injectable()
export class ActiveJobs {
  /**
   * Counts a tenant's pointers, and stops counting where it does not matter any more.
   * @param sql a transaction or any connection
   * @param tenantId the tenant
   * @param upTo where to stop; what is read never exceeds it, however much there is
   * @returns how many there are, at most `upTo`
   */
  async count(sql: Sql, tenantId: number, upTo: number): Promise<number> {
    const [row] = await sql.query<{ jobs: number }>(
      `select count(*)::int as jobs from (select from public.job_queue where tenant_id = $1 limit $2) pointer`,
      [tenantId, upTo],
      PREPARED,
    );
    return row?.jobs ?? 0;
  }
}
