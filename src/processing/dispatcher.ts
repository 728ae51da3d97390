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
/** Claims under way at once, of which the second is for jobs that come while the first is under way. */
const CLAIMS_AT_ONCE = 2;
/** Wait before a run whose end could not be written is settled again. */
const SETTLE_RETRY_MS = 500;

/**
 * Takes jobs from the queue and has them run, until there are none. Wake-ups, polls and ended runs only nudge loops that
 * claim, of which there are few and which never throw.
 */
@Injectable()
export class Dispatcher {
  private readonly log = new Logger(Dispatcher.name);
  private readonly loops = new Set<Promise<void>>();
  private nudged = false;
  /** Jobs that claims under way may bring. */
  private reserved = 0;

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

  /**
   * Has the queue drained. What is new does not wait for the claim that is under way: that may have looked before it came,
   * and may wait for somebody's lock. Another one passes over the lanes of the first.
   */
  nudge(): void {
    this.goOn(CLAIMS_AT_ONCE);
  }

  /** Takes no more jobs, hands back those that run at their next step or when time is over, and waits for them. */
  async stop(): Promise<void> {
    this.running.stop();
    await Promise.all(this.loops);
    await this.running.drained();
  }

  /** How many more jobs may be asked for. */
  private get room(): number {
    return this.running.free - this.reserved;
  }

  /** Claims again, now or after the claim that is under way; as a further one while there are fewer than `most`. */
  private goOn(most: number): void {
    this.nudged = true;
    if (this.loops.size >= most) return;
    const loop = this.drain().finally(() => {
      this.loops.delete(loop);
      // Whatever came after the loop had looked for the last time found it still there.
      if (this.nudged && this.room > 0) this.goOn(1);
    });
    this.loops.add(loop);
  }

  private async drain(): Promise<void> {
    // Without room the nudge stands, for whatever makes room: the other claim's answer, or the end of a run.
    while (this.nudged && this.room > 0) {
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
    const limit = Math.min(this.room, CLAIM_LOT);
    if (limit <= 0) this.nudged = true;
    if (limit <= 0 || !this.lease.alive) return false;
    const { id, lost } = this.lease;
    this.reserved += limit;
    try {
      const { jobs, more } = await this.taker.take(id, limit);
      for (const job of jobs) {
        // Jobs that end together share a claim, which is what makes claims cheap.
        void this.running.add(job.lease, this.execute(job, lost)).then(() => {
          if (this.nudged) this.goOn(1);
        });
      }
      return more;
    } finally {
      this.reserved -= limit;
    }
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
        // A claim is due once there is room, where the end of this one has made a lane ready.
        if (await this.releaser.add({ lease, settlement })) this.nudged = true;
        break;
      } catch (error: unknown) {
        this.log.error(
          { err: error, tenant: lease.tenantId, job: lease.jobId },
          'a run could not be settled yet',
        );
        await pause(SETTLE_RETRY_MS, lost);
      }
    }
  }
}
