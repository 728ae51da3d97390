import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { Lanes } from '../queue/lanes.ts';
import type { TenantStatus } from './tenant.entity.ts';

/**
 * Changes whether a tenant may use the product, in one transaction with the holds of its lanes: a suspended tenant's jobs
 * wait, running ones end, and the sockets of its browsers are closed.
 */
@Injectable()
export class TenantSuspension {
  constructor(
    private readonly database: Database,
    private readonly lanes: Lanes,
  ) {}

  /**
   * @param tenantId the tenant's id
   * @param status what it becomes; the same as before is harmless
   * @returns whether there is such a tenant
   */
  async set(tenantId: number, status: TenantStatus): Promise<boolean> {
    return this.database.transaction(async (sql) => {
      // Lanes come first in the lock order of the whole product.
      if (status === 'suspended') await this.lanes.holdTenant(sql, tenantId);
      else await this.lanes.unholdTenant(sql, tenantId);
      const rows = await sql.query(
        'update public.tenants set status = $2, updated_at = now() where id = $1 returning id',
        [tenantId, status],
      );
      // Whoever holds sockets of the tenant's browsers closes them.
      if (status === 'suspended')
        await sql.query(`select pg_notify('stoflow_plugin', $1)`, [String(tenantId)]);
      return rows.length > 0;
    });
  }
}
