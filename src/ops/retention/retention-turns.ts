import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import { tenantRef } from '../../domain/tenant-ref.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';

/** A tenant whose old rows are to be removed now. */
export interface RetentionTurn {
  readonly tenant: TenantRef;
  /** Days that ended jobs and history are kept; null for the program's own setting. */
  readonly jobsDays: number | null;
  readonly eventsDays: number | null;
}

/**
 * Knows whose old rows are to be removed when. A turn is taken by setting the next one, an hour later, so that one
 * instance has it and the others do not; an instance that dies in the middle has only left something for the next.
 */
@Injectable()
export class RetentionTurns {
  constructor(private readonly database: Database) {}

  /** @returns the tenant that has waited longest; undefined when nobody is due */
  async take(): Promise<RetentionTurn | undefined> {
    const [row] = await this.database.query<{
      id: number;
      jobsDays: number | null;
      eventsDays: number | null;
    }>(
      `update public.tenants set retention_next_at = now() + interval '1 hour'
       where id = (
         select id from public.tenants
         where retention_next_at <= now() and schema_version is not null and schema_error is null
         order by retention_next_at limit 1 for update skip locked
       )
       returning id, keep_jobs_days as "jobsDays", keep_events_days as "eventsDays"`,
    );
    return row === undefined
      ? undefined
      : { tenant: tenantRef(row.id), jobsDays: row.jobsDays, eventsDays: row.eventsDays };
  }

  /**
   * Gives a tenant another turn behind all others that are due.
   * @param tenantId the tenant
   */
  async again(tenantId: number): Promise<void> {
    await this.database.query(`update public.tenants set retention_next_at = now() where id = $1`, [
      tenantId,
    ]);
  }
}
