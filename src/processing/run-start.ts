import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Transaction } from '../common/database/sql.ts';
import { AppConfig } from '../config/app-config.ts';
import type { Fence } from '../ledger/fence.ts';
import { SharedCommits, byTenant } from '../ledger/shared-commits.ts';
import { Start } from '../ledger/start.ts';
import type { Beginning } from '../ledger/start.ts';
import type { PreparedRun } from './prepared-run.ts';
import { RunPreparation } from './run-preparation.ts';
import type { Preparation } from './run-preparation.ts';

/** Begins runs: jobs that were claimed together are taken, read, planned and begun in one commit. */
@Injectable()
export class RunStart {
  private readonly commits: SharedCommits<Beginning, Preparation | undefined>;

  constructor(
    database: Database,
    private readonly start: Start,
    private readonly preparation: RunPreparation,
    config: AppConfig,
  ) {
    this.commits = new SharedCommits(
      (lot, options) => database.transaction((sql) => this.beginIn(sql, lot), options),
      config,
      'starts',
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
    const begun = await this.commits.add({ fence, owner });
    if (begun instanceof Error) throw begun;
    return begun;
  }

  /**
   * Begins runs in a transaction, which ends with that.
   * @param sql the transaction; nothing but lanes and pointers is locked in it yet
   * @param lot jobs of any tenants, with their claims
   * @returns for each its run, or what else became of it
   */
  async beginIn(sql: Transaction, lot: readonly Beginning[]): Promise<readonly (Preparation | undefined)[]> {
    // The jobs of all tenants are locked before anything else is, in the order of the lots.
    const started = await Promise.all(
      byTenant(lot).map(async (each) => ({
        tenant: each.tenant,
        jobs: await this.start.begin(sql, each.tenant, each.lot),
      })),
    );
    const prepared = await this.preparation.prepare(sql, started);
    const runs = new Map(
      started.flatMap(({ tenant, jobs }, index) =>
        jobs.map(({ job }, place) => [keyOf(tenant.id, job.id, job.epoch), prepared[index]?.[place]]),
      ),
    );
    return lot.map(({ fence }) => runs.get(keyOf(fence.tenant.id, fence.jobId, fence.epoch)));
  }
}

function keyOf(tenantId: number, jobId: number, epoch: number): string {
  return `${tenantId}/${jobId}/${epoch}`;
}
