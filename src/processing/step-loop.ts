import { Injectable } from '@nestjs/common';
import { withLogIds } from '../common/logging/log-ids.ts';
import type { Settlement } from '../queue/settle.ts';
import type { Fence } from '../ledger/fence.ts';
import { JobRun } from './job-run.ts';
import type { StepEnding } from './job-run.ts';
import { ReconcileStep } from './reconcile-step.ts';
import type { PreparedRun } from './prepared-run.ts';
import { RUN_BEGUN, RUN_ENDED, STEP_TURNED } from './processing-signals.ts';
import type { RunSignals } from './run-signals.ts';
import { RunEndings } from './run-endings.ts';
import { StepFinish } from './step-finish.ts';
import { StepRun } from './step-run.ts';

/**
 * Takes a job step by step to its end. Each turn of the loop executes one step, or looks up one whose outcome is
 * unknown, and writes what came of it before anything else happens.
 */
@Injectable()
export class StepLoop {
  constructor(
    private readonly executions: StepRun,
    private readonly lookups: ReconcileStep,
    private readonly finish: StepFinish,
    private readonly endings: RunEndings,
  ) {}

  /**
   * Runs the steps that are not finished.
   * @param fence the right to write
   * @param prepared the job
   * @param signals when it is to end before the job does
   * @returns what becomes of the pointer
   */
  async run(fence: Fence, prepared: PreparedRun, signals: RunSignals): Promise<Settlement> {
    const run = new JobRun(fence, prepared, signals);
    const startedAtMs = performance.now();
    RUN_BEGUN.say(run);
    let settlement: Settlement | undefined;
    try {
      settlement = await this.steps(run);
      return settlement;
    } finally {
      const seconds = (performance.now() - startedAtMs) / 1000;
      RUN_ENDED.say({ run, settlement: settlement?.to ?? 'broken', seconds });
    }
  }

  private async steps(run: JobRun): Promise<Settlement> {
    for (;;) {
      const settlement = await this.oneStep(run);
      if (settlement !== undefined) return settlement;
      if (run.stop.aborted && run.current.attemptKey === undefined) {
        return this.endings.wait(
          run.standing,
          run.current.unknownSinceMs === undefined ? null : 'reconciling',
          0,
        );
      }
    }
  }

  /** @returns what becomes of the pointer when the run is over, else undefined */
  private async oneStep(run: JobRun): Promise<Settlement | undefined> {
    const { id, step } = run.current.task;
    const ending = await withLogIds({ task: id, step }, () => this.turn(run));
    switch (ending.kind) {
      case 'settled':
        return ending.settlement;
      case 'again':
        return undefined;
      case 'done':
        return this.finish.apply(run, ending.outcome);
      case 'refused': {
        return this.endings.fail(run.standing, ending.outcome);
      }
      case 'retry':
        return this.endings.retryLater(run.standing, ending.outcome);
    }
  }

  private async turn(run: JobRun): Promise<StepEnding> {
    const { task, unknownSinceMs } = run.current;
    const startedAtMs = performance.now();
    let ending: StepEnding | undefined;
    try {
      ending = await (unknownSinceMs === undefined ? this.executions.run(run) : this.lookups.run(run));
      return ending;
    } finally {
      const what = unknownSinceMs === undefined ? 'execute' : 'look';
      const seconds = (performance.now() - startedAtMs) / 1000;
      STEP_TURNED.say({ run, task, what, ending: ending?.kind ?? 'broken', seconds });
    }
  }
}
