import { Injectable } from '@nestjs/common';
import type { ActionType } from '../ledger/action-catalogue.ts';
import type { TaskRow } from '../ledger/rows.ts';
import type { Settlement } from '../queue/settle.ts';
import { Brakes } from './brakes.ts';
import { InstanceLease } from '../queue/instance-lease.ts';
import type { JobRun } from './job-run.ts';
import { pause } from './pause.ts';
import { RateGate } from './rate-gate.ts';
import type { Admission, PacedStep } from './rate-gate.ts';
import { RunEndings } from './run-endings.ts';
import { StepTimes } from './step-times.ts';

/** Decides whether a step may begin: tokens first, then a lease that lasts longer than the call. */
@Injectable()
export class StepAdmission {
  constructor(
    private readonly gate: RateGate,
    private readonly lease: InstanceLease,
    private readonly endings: RunEndings,
    private readonly times: StepTimes,
    private readonly brakes: Brakes,
  ) {}

  /**
   * Takes the tokens of a step, waiting for them where the wait is short.
   * @param run the run, standing at the step
   * @returns undefined when it may begin; else what becomes of the pointer, since the wait is long
   */
  async admit(run: JobRun): Promise<Settlement | undefined> {
    const { type } = run.prepared;
    if (!this.gate.concerns(type, run.current.task)) return undefined;
    const admission = await this.gate.admit(type, run.lane, run.current.task);
    if (admission.open) {
      await pause(admission.waitMs, AbortSignal.any([run.lost, run.stop]));
      // The wait ended early: beginning now would be faster than the marketplace allows.
      return admission.waitMs > 0 && run.stop.aborted ? this.handBack(run) : undefined;
    }
    return this.waitLong(run, admission.waitMs);
  }

  /**
   * Makes the whole lane wait for a token: its other jobs would only queue up behind this one.
   * @param run the run
   * @param waitMs how long
   * @returns what becomes of the pointer
   */
  async waitLong(run: JobRun, waitMs: number): Promise<Settlement> {
    await this.brakes.blockLane(run.lane, waitMs);
    return this.endings.wait(run.standing, 'rate', waitMs);
  }

  /**
   * Takes the tokens of the step after the present one, without waiting.
   * @param run the run
   * @param step the next step
   * @returns whether it may begin, and after which wait
   */
  async preview(run: JobRun, step: PacedStep): Promise<Admission> {
    const { type } = run.prepared;
    return this.gate.concerns(type, step) ? this.gate.admit(type, run.lane, step) : { open: true, waitMs: 0 };
  }

  /**
   * Tells whether a step spends any token, and therefore cannot simply begin.
   * @param type the action of its job
   * @param step the step
   * @returns false for work that talks to no marketplace
   */
  needsToken(type: ActionType, step: PacedStep): boolean {
    return this.gate.concerns(type, step);
  }

  /**
   * The longest time the present step may take.
   * @param run the run
   * @returns milliseconds
   */
  timeoutMs(run: JobRun): number {
    return this.timeoutOf(run.prepared.type, run.current.task);
  }

  /**
   * The longest time a step may take.
   * @param type the action of its job
   * @param task the step
   * @returns milliseconds
   */
  timeoutOf(type: ActionType, task: Pick<TaskRow, 'timeoutSeconds' | 'taskType'>): number {
    return this.times.timeoutMs(type, task);
  }

  /**
   * Makes sure that the claim outlives a call that is about to start. What a browser was told is fenced by the
   * command's id and deadline instead: only the telling has to happen under the lease.
   * @param task the step
   * @param timeoutMs its longest time
   * @returns false when the call must not start
   */
  leaseCovers(task: Pick<TaskRow, 'taskType'>, timeoutMs: number): Promise<boolean> {
    const { longestCallMs } = this.lease;
    return this.lease.outlasts(
      task.taskType === 'plugin_http' ? Math.min(timeoutMs, longestCallMs) : timeoutMs,
    );
  }

  /**
   * Hands the job back, to be taken up again at once by whoever can.
   * @param run the run
   * @returns what becomes of the pointer
   */
  handBack(run: JobRun): Promise<Settlement> {
    return this.endings.wait(run.standing, null, 0);
  }
}
