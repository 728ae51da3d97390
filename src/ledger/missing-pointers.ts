import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { Enqueue } from '../queue/enqueue.ts';
import { Lanes } from '../queue/lanes.ts';
import { worksOn } from './rows.ts';
import { isUnresolved } from './settlement.ts';

interface OpenJob {
  readonly jobId: number;
  readonly accountId: number;
}

const LOT = 500;

/**
 * Gives jobs their pointer back that should have one and do not: the queue and a tenant's schema may one day be
 * restored, or committed, apart from each other. The raised epoch fences a holder from before.
 */
@Injectable()
export class MissingPointers {
  constructor(
    private readonly database: Database,
    private readonly lanes: Lanes,
    private readonly enqueue: Enqueue,
  ) {}

  /**
   * Restores missing pointers of one tenant.
   * @param tenant whose jobs
   * @param ageMs how long a job must have been untouched to be looked at
   * @returns how many were restored
   */
  async restore(tenant: TenantRef, ageMs: number): Promise<number> {
    let restored = 0;
    for (let after = 0; ;) {
      const open = await this.database.query<OpenJob>(
        `select id as "jobId", account_id as "accountId" from ${tenant.schema}.marketplace_jobs
         where status in ('pending', 'processing') and updated_at < now() - $1 * interval '1 millisecond'
           and id > $2
         order by id limit ${LOT}`,
        [ageMs, after],
      );
      const last = open.at(-1);
      if (last === undefined) return restored;
      restored += await this.restoreLot(tenant, open);
      after = last.jobId;
    }
  }

  private restoreLot(tenant: TenantRef, open: readonly OpenJob[]): Promise<number> {
    return this.database.transaction(async (sql) => {
      await this.lanes.lock(
        sql,
        open.map(({ accountId }) => ({ tenantId: tenant.id, accountId })),
      );
      const missing = await this.withoutPointer(sql, tenant, open);
      if (missing.length === 0) return 0;
      const raised = await sql.query<RaisedJob>(RAISE_EPOCHS(tenant), [missing]);
      await this.enqueue.put(
        sql,
        raised.map((job) => ({ ...job, tenantId: tenant.id, parked: false })),
      );
      return raised.length;
    });
  }

  private async withoutPointer(
    sql: Sql,
    tenant: TenantRef,
    open: readonly OpenJob[],
  ): Promise<readonly number[]> {
    const rows = await sql.query<{ jobId: number }>(
      `select job_id as "jobId" from public.job_queue where tenant_id = $1 and job_id = any($2)`,
      [tenant.id, open.map(({ jobId }) => jobId)],
    );
    const present = new Set(rows.map(({ jobId }) => jobId));
    return open.map(({ jobId }) => jobId).filter((jobId) => !present.has(jobId));
  }
}

interface RaisedJob {
  readonly jobId: number;
  readonly accountId: number;
  readonly productId: number | null;
  readonly batchId: number | null;
  readonly priority: number;
  readonly epoch: number;
  readonly delayMs: number;
  readonly expiresInMs: number | null;
  readonly unresolved: boolean;
}

const RAISE_EPOCHS = (tenant: TenantRef): string => `
  update ${tenant.schema}.marketplace_jobs j set epoch = j.epoch + 1, updated_at = now()
  where j.id = any($1::bigint[]) and j.status in ('pending', 'processing')
  returning j.id as "jobId", j.account_id as "accountId", ${worksOn('j.')},
            j.batch_job_id as "batchId", j.priority, j.epoch,
            ${isUnresolved(tenant)} as unresolved,
            greatest(0, extract(epoch from j.run_at - now())::float8 * 1000) as "delayMs",
            case when j.started_at is null
                 then extract(epoch from j.expires_at - now())::float8 * 1000 end as "expiresInMs"`;
