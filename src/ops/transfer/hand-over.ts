import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../common/database/database.ts';
import { Lanes } from '../../queue/lanes.ts';
import { TenantSuspension } from '../../tenancy/tenant-suspension.ts';
import { TenantNotFoundError } from '../../tenancy/tenants.service.ts';
import { TransferRefusedError } from './format.ts';

const LOOK_MS = 100;

/**
 * Stops a tenant for good before it is exported: no request is served, no job begins, and those that run are waited
 * for, so that nothing of the export is done here afterwards.
 * @param database where the tenant is
 * @param tenantId the tenant
 * @param patienceMs how long running jobs are waited for
 * @throws {TransferRefusedError} `transfer.still_running`; the tenant stays suspended
 */
export async function handOver(database: Database, tenantId: number, patienceMs: number): Promise<void> {
  if (!(await new TenantSuspension(database, new Lanes()).set(tenantId, 'suspended'))) {
    throw new TenantNotFoundError(tenantId);
  }
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const [row] = await database.query<{ jobs: number }>(
      `select count(*) as jobs from public.job_queue where tenant_id = $1 and state = 'leased'`,
      [tenantId],
    );
    const jobs = row?.jobs ?? 0;
    if (jobs === 0) return;
    if (performance.now() > deadline) {
      throw new TransferRefusedError(
        'still_running',
        `The tenant is suspended, and ${jobs} of its jobs still run. Export it again when they have ended.`,
      );
    }
    await sleep(LOOK_MS);
  }
}
