import { Injectable, Logger } from '@nestjs/common';
import { withLogIds } from '../common/logging/log-ids.ts';
import { BatchProgress } from '../ledger/batch-progress.ts';
import { FencedError, fenceOf } from '../ledger/fence.ts';
import type { Settlement } from '../queue/settle.ts';
import type { TakenJob } from './job-taker.ts';
import { Takeback } from './recovery/takeback.ts';
import { RunStart } from './run-start.ts';
import type { RunSignals } from './run-signals.ts';
import { StepLoop } from './step-loop.ts';

/** A run that broke off without a reason of its job's is tried again after this, longer every time. */
const BROKEN_RUN_DELAY_MS = 1000;

/** Runs one claimed job from wherever it stands to wherever it gets. */
@Injectable()
export class JobRunner {
  /** Runs since the start of the program whose write was refused, since their job had been given to somebody else. */
  fenced = 0;
  private readonly log = new Logger(JobRunner.name);

  constructor(
    private readonly start: RunStart,
    private readonly loop: StepLoop,
    private readonly takeback: Takeback,
    private readonly progress: BatchProgress,
  ) {}

  /**
   * Runs a job until it ends, has to wait, or is taken away.
   * @param taken the claim, and the run where that was begun with it
   * @param signals when it is to end before the job does
   * @returns what becomes of the pointer
   */
  run(taken: TakenJob, signals: RunSignals): Promise<Settlement> {
    const { tenantId: tenant, jobId: job, batchId } = taken.lease;
    return withLogIds({ tenant, job, ...(batchId !== null && { batch: batchId }) }, () =>
      this.runLogged(taken, signals),
    );
  }

  private async runLogged({ lease, begun }: TakenJob, signals: RunSignals): Promise<Settlement> {
    const fence = fenceOf(lease);
    try {
      const prepared = begun === undefined ? await this.start.begin(fence, lease.owner) : begun.run;
      if (prepared instanceof Error) throw prepared;
      if (prepared === undefined) return await this.takeback.settlementOf(lease);
      if (prepared === null) return { to: 'gone' };
      this.progress.changed(fence.tenant, lease.batchId);
      return await this.loop.run(fence, prepared, signals);
    } catch (error: unknown) {
      if (error instanceof FencedError) {
        this.fenced += 1;
        return await this.takeback.settlementOf(lease);
      }
      this.log.error({ err: error }, 'a run stopped unexpectedly');
      return await this.takeback.settlementOf(lease, BROKEN_RUN_DELAY_MS * (lease.recoveries + 1));
    } finally {
      this.progress.changed(fence.tenant, lease.batchId);
    }
  }
}
