import { Injectable, Logger } from '@nestjs/common';
import { InstanceLease } from '../queue/instance-lease.ts';
import { JobRunner } from './job-runner.ts';
import { JobTaker } from './job-taker.ts';
import type { TakenJob } from './job-taker.ts';
import { pause } from './pause.ts';
import { Releaser } from './releaser.ts';
import { RunningJobs } from './running-jobs.ts';

/** Most jobs taken in one claim: enough to share its cost, few enough to leave the lanes to others soon. */
const CLAIM_LOT = 64;
/** Wait before a run whose end could not be written is settled again. */
const SETTLE_RETRY_MS = 500;

/**
 * Takes jobs from the queue and has them run, until there are none. Wake-ups, polls and ended runs only nudge one
 * loop, which never runs twice at once and never throws.
 */
@Injectable()
export class Dispatcher {
  private readonly log = new Logger(Dispatcher.name);
  private loop: Promise<void> | undefined;
  private nudged = false;

  constructor(
    private readonly taker: JobTaker,
    private readonly lease: InstanceLease,
    private readonly runner: JobRunner,
    private readonly releaser: Releaser,
    private readonly running: RunningJobs,
  ) {}

  /** @returns how many jobs run here */
  get runningJobs(): number {
    return this.running.size;
  }

  /** @returns whether it takes jobs; false from the beginning of a shutdown */
  get accepting(): boolean {
    return !this.running.stopping.aborted;
  }

  /** Has the queue drained, now or right after the drain that is under way. */
  nudge(): void {
    this.nudged = true;
    this.loop ??= this.drain().finally(() => (this.loop = undefined));
  }

  /** Takes no more jobs, hands back those that run at their next step or when time is over, and waits for them. */
  async stop(): Promise<void> {
    this.running.stop();
    await this.loop;
    await this.running.drained();
  }

  private async drain(): Promise<void> {
    while (this.nudged) {
      this.nudged = false;
      try {
        while (await this.takeLot());
      } catch (error: unknown) {
        this.log.error({ err: error }, 'claiming failed and will be tried again');
      }
    }
  }

  /** @returns whether there may be more to take */
  private async takeLot(): Promise<boolean> {
    const { free } = this.running;
    if (free === 0 || !this.lease.alive) return false;
    const { id, lost } = this.lease;
    const taken = await this.taker.take(id, Math.min(free, CLAIM_LOT));
    for (const job of taken) this.running.add(job.lease, this.execute(job, lost));
    return taken.length > 0;
  }

  /** Runs a job and ends its lease, however often that takes: only the reaper would find it otherwise. */
  private async execute(taken: TakenJob, lost: AbortSignal): Promise<void> {
    const { lease } = taken;
    let job = taken;
    const signals = { stop: this.running.stopping, abandon: this.running.abandoned, lost };
    while (!lost.aborted) {
      try {
        const running = this.runner.run(job, signals);
        // What was begun runs once; another attempt only finds out what became of it.
        job = { lease };
        const settlement = await running;
        if (lost.aborted) return;
        await this.releaser.add({ lease, settlement });
        break;
      } catch (error: unknown) {
        this.log.error(
          { err: error, tenant: lease.tenantId, job: lease.jobId },
          'a run could not be settled yet',
        );
        await pause(SETTLE_RETRY_MS, lost);
      }
    }
    this.nudge();
  }
}
