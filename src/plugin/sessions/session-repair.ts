import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import { tenantRef } from '../../domain/tenant-ref.ts';
import { Executors } from '../../queue/executors.ts';
import { Lanes } from '../../queue/lanes.ts';
import type { LaneKey } from '../../queue/keys.ts';
import { tellAccounts } from './tell-accounts.ts';

/** Frees lanes that were tied to browsers of instances that have died. */
@Injectable()
export class SessionRepair {
  constructor(
    private readonly database: Database,
    private readonly lanes: Lanes,
    private readonly executors: Executors,
  ) {}

  /**
   * Repairs one lot.
   * @param limit lanes at most
   * @returns how many lanes were repaired
   */
  async run(limit: number): Promise<number> {
    const stale = await this.executors.stale(limit);
    for (const [tenantId, keys] of Map.groupBy(stale, (key) => key.tenantId)) await this.free(tenantId, keys);
    return stale.length;
  }

  private async free(tenantId: number, keys: readonly LaneKey[]): Promise<void> {
    await this.database.transaction(async (sql) => {
      await this.lanes.lock(sql, keys);
      await sql.query(
        `delete from public.plugin_accounts a
         where a.tenant_id = $1 and a.account_id = any($2::bigint[])
           and not exists (
             select from public.plugin_sessions s join public.instances i on i.id = s.instance
             where s.tenant_id = a.tenant_id and s.device_id = a.device_id and s.session = a.session
               and i.lease_until > clock_timestamp()
           )`,
        [tenantId, keys.map(({ accountId }) => accountId)],
      );
      await tellAccounts(sql, tenantRef(tenantId), await this.executors.settle(sql, keys));
    });
  }
}
