import { readyAt } from '../../queue/lane-sql.ts';
import type { MigrationTransaction } from './migration-database.ts';

/**
 * Stops the lanes of a tenant whose schema could not be upgraded.
 * @param tx a transaction
 * @param tenantId the tenant
 */
export async function holdLanes(tx: MigrationTransaction, tenantId: number): Promise<void> {
  await lock(tx, tenantId);
  await tx.execute(
    `update public.lanes
     set holds = array_append(array_remove(holds, 'schema'), 'schema'), ready_at = null, updated_at = now()
     where tenant_id = ?`,
    [tenantId],
  );
}

/**
 * Lets the lanes of a tenant run again whose schema has been upgraded; every other reason stays.
 * @param tx a transaction
 * @param tenantId the tenant
 */
export async function releaseLanes(tx: MigrationTransaction, tenantId: number): Promise<void> {
  await lock(tx, tenantId);
  const freed = await tx.execute<{ account_id: string }>(
    `update public.lanes set holds = array_remove(holds, 'schema'), updated_at = now()
     where tenant_id = ? and 'schema' = any(holds) returning account_id`,
    [tenantId],
  );
  if (freed.length === 0) return;
  // In a statement of its own: when a lane may be claimed follows from holds that are written already.
  await tx.execute(`update public.lanes l set ready_at = ${readyAt('l.running')} where l.tenant_id = ?`, [
    tenantId,
  ]);
  await tx.execute('notify stoflow_queue');
}

async function lock(tx: MigrationTransaction, tenantId: number): Promise<void> {
  await tx.execute(
    'select 1 from public.lanes where tenant_id = ? order by tenant_id, account_id for update',
    [tenantId],
  );
}
