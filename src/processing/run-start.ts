import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { wasRolledBack } from '../common/database/was-rolled-back.ts';
import { Lots } from '../common/lots.ts';
import { AppConfig } from '../config/app-config.ts';
import { tenantRef } from '../domain/tenant-ref.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { Fence } from '../ledger/fence.ts';
import { lotLimits } from '../ledger/lot-limits.ts';
import { Start } from '../ledger/start.ts';
import type { Beginning } from '../ledger/start.ts';
import type { PreparedRun } from './prepared-run.ts';
import { RunPreparation } from './run-preparation.ts';
import type { Preparation } from './run-preparation.ts';

/** Begins runs: jobs of a tenant that were claimed together are taken, read, planned and begun in one commit. */
@Injectable()
export class RunStart {
  private readonly lots: Lots<number, Beginning, Preparation | undefined>;

  constructor(
    private readonly database: Database,
    private readonly start: Start,
    private readonly preparation: RunPreparation,
    config: AppConfig,
  ) {
    this.lots = new Lots(
      (tenant, lot) => this.beginAll(tenantRef(tenant), lot),
      lotLimits(config),
      wasRolledBack,
    );
  }

  /**
   * Begins a run.
   * @param fence the job and the epoch of its claim
   * @param owner the instance, for the history
   * @returns the run; null when the job ended here; undefined when it is not to be run: it ended, was cancelled or
   *   paused, or a later claim has it
   * @throws {Error} when its handler could not plan it
   */
  async begin(fence: Fence, owner: string): Promise<PreparedRun | null | undefined> {
    const begun = await this.lots.add(fence.tenant.id, { fence, owner });
    if (begun instanceof Error) throw begun;
    return begun;
  }

  private beginAll(
    tenant: TenantRef,
    lot: readonly Beginning[],
  ): Promise<readonly (Preparation | undefined)[]> {
    return this.database.transaction(async (sql) => {
      const started = await this.start.begin(sql, tenant, lot);
      const prepared = await this.preparation.prepare(sql, tenant, started);
      return lot.map(({ fence }) => {
        const index = started.findIndex(({ job }) => job.id === fence.jobId && job.epoch === fence.epoch);
        return prepared[index];
      });
    });
  }
}
