import { Injectable, Logger } from '@nestjs/common';
import type { Failure, Reconciliation } from '../domain/outcome.ts';
import type { JobRun, StepEnding } from './job-run.ts';
import { pause } from './pause.ts';
import { RunEndings } from './run-endings.ts';
import { StepAdmission } from './step-admission.ts';
import { planContext, stepContext, stepLog, taskView } from './step-context.ts';
import { StepExecutor } from './step-executor.ts';
import { StepTimes } from './step-times.ts';

/** Longest settle time that a run waits for where it is; a longer one is waited for in the queue. */
const PATIENCE_MS = 2000;

const NO_EFFECT: Failure = {
  code: 'step.no_effect',
  message: 'The step was sent several times and never took effect.',
};

const NOTHING_KNOWN: Reconciliation = { kind: 'undecided', message: 'Nothing is known of the step yet.' };

/** Looks up whether a step whose outcome is unknown took effect. Never repeats it before that is known. */
@Injectable()
export class ReconcileStep {
  private readonly log = new Logger('Reconcile');

  constructor(
    private readonly admission: StepAdmission,
    private readonly executor: StepExecutor,
    private readonly endings: RunEndings,
    private readonly times: StepTimes,
  ) {}

  /**
   * Looks once.
   * @param run the run, standing at the step
   * @returns how the look ended; `again` where the step may now be executed anew, or is to be looked up once more
   */
  async run(run: JobRun): Promise<StepEnding> {
    const recalled = await this.ask(run, 'recall');
    if (recalled !== undefined) return this.conclude(run, recalled);
    const settlement = await this.admission.admit(run);
    if (settlement !== undefined) return { kind: 'settled', settlement };
    return this.conclude(run, (await this.ask(run, 'reconcile')) ?? NOTHING_KNOWN);
  }

  /** @returns what the handler found; undefined where it has nothing at hand */
  private async ask(run: JobRun, question: 'recall' | 'reconcile'): Promise<Reconciliation | undefined> {
    const { current, prepared } = run;
    const timeoutMs = this.admission.timeoutMs(run);
    const view = taskView(current.task, current.attempt, current.lastKey ?? '');
    const plan = planContext(run.fence, prepared.started);
    const found = await this.executor.reconcile(timeoutMs, run.brokenOff, (signal) =>
      prepared.handler[question](
        view,
        stepContext(plan, run.results, signal, stepLog(this.log, run.fence, view.step)),
      ),
    );
    run.lost.throwIfAborted();
    return found;
  }

  private async conclude(run: JobRun, found: Reconciliation): Promise<StepEnding> {
    // A look that the end of the program broke off says nothing, and costs nothing.
    if (run.abandon.aborted && (found.kind === 'undecided' || found.kind === 'retry')) {
      return this.settled(this.endings.wait(run.standing, 'reconciling', 0));
    }
    switch (found.kind) {
      case 'done':
        return { kind: 'done', outcome: found };
      case 'refused':
        return { kind: 'refused', outcome: found };
      case 'absent':
        return this.absent(run, found.certain === true);
      case 'undecided':
        return this.settled(this.endings.lookAgainLater(run.standing, found.message, found.afterMs));
      case 'retry':
        // A limit or a hold waits like any other; a look that merely failed counts as one look.
        return found.costsAttempt
          ? this.settled(this.endings.lookAgainLater(run.standing, found.message, found.afterMs))
          : { kind: 'retry', outcome: found };
    }
  }

  /**
   * "Not there" is believed only when nothing can be on its way any more: after the deadline of the execution, plus
   * the time the marketplace needs to show an effect; at once where whoever was to execute it says it never will.
   */
  private async absent(run: JobRun, certain: boolean): Promise<StepEnding> {
    const { current } = run;
    const believedAtMs = (current.unknownSinceMs ?? 0) + this.times.settleMs(current.task);
    const waitMs = certain ? 0 : believedAtMs - performance.now();
    if (waitMs > PATIENCE_MS) return this.settled(this.endings.wait(run.standing, 'reconciling', waitMs));
    if (waitMs > 0) {
      await pause(waitMs, AbortSignal.any([run.lost, run.stop]));
      return { kind: 'again' };
    }
    if (run.attempts >= run.job.maxAttempts) {
      return this.settled(this.endings.fail(run.standing, current.failure ?? NO_EFFECT));
    }
    current.unknownSinceMs = undefined;
    return { kind: 'again' };
  }

  private async settled(settlement: ReturnType<RunEndings['wait']>): Promise<StepEnding> {
    return { kind: 'settled', settlement: await settlement };
  }
}
