import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { Lanes } from '../queue/lanes.ts';
import type { PauseWish } from '../queue/switches.ts';

/** Lets all jobs of a tenant stand still while it may go on making requests. A suspension is another thing. */
@Injectable()
export class TenantPause {
  constructor(
    private readonly database: Database,
    private readonly lanes: Lanes,
  ) {}

  /**
   * @param tenantId the tenant's id
   * @param pause who wants its jobs to stand still and why; undefined to let them go on
   * @returns whether there is such a tenant
   */
  async set(tenantId: number, pause: PauseWish | undefined): Promise<boolean> {
    return this.database.transaction(async (sql) => {
      await this.lanes.lockTenant(sql, tenantId);
      const rows = await sql.query(
        `update public.tenants
         set paused_since = case when $2 then coalesce(paused_since, now()) end,
             paused_reason = $3, paused_by = $4, updated_at = now()
         where id = $1 returning id`,
        [tenantId, pause !== undefined, pause?.reason ?? null, pause?.actor ?? null],
      );
      // Only now: whoever was connecting an account has committed its lane before the row could be had.
      if (pause === undefined) await this.lanes.unholdTenant(sql, tenantId, 'tenant_paused');
      else await this.lanes.holdTenant(sql, tenantId, 'tenant_paused');
      return rows.length > 0;
    });
  }
}
