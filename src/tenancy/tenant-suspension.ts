import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { TenantStatus } from './tenant.entity.ts';

/**
 * Changes whether a tenant may use the product, in one transaction with everything that follows from it. The holds of
 * the tenant's lanes belong in that transaction too.
 */
@Injectable()
export class TenantSuspension {
  constructor(private readonly database: Database) {}

  /**
   * @param tenantId the tenant's id
   * @param status what it becomes; the same as before is harmless
   * @returns whether there is such a tenant
   */
  async set(tenantId: number, status: TenantStatus): Promise<boolean> {
    return this.database.transaction(async (sql) => {
      const rows = await sql.query(
        'update public.tenants set status = $2, updated_at = now() where id = $1 returning id',
        [tenantId, status],
      );
      return rows.length > 0;
    });
  }
}
