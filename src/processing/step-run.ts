import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../config/app-config.ts';
import { HandlerRegistry } from '../handlers/registry/handler-registry.ts';
import { Journal } from '../ledger/journal.ts';
import { unknown } from '../domain/outcome.ts';
import type { Unknown } from '../domain/outcome.ts';
import { INTERRUPTED } from './interrupted.ts';
import type { JobRun, StepEnding } from './job-run.ts';
import { planContext, stepContext, stepLog, taskView } from './step-context.ts';
import { StepAdmission } from './step-admission.ts';
import { StepExecutor } from './step-executor.ts';

/** Executes the step at which a run stands. */
@Injectable()
export class StepRun {
  private readonly log = new Logger('Step');

  constructor(
    private readonly admission: StepAdmission,
    private readonly executor: StepExecutor,
    private readonly journal: Journal,
    private readonly config: AppConfig,
    private readonly registry: HandlerRegistry,
  ) {}

  /**
   * Begins the step where it has not begun, executes it, and records an unknown outcome before anything else.
   * @param run the run
   * @returns how it ended
   */
  async run(run: JobRun): Promise<StepEnding> {
    const { current, prepared } = run;
    const timeoutMs = this.admission.timeoutMs(run);
    if (current.attemptKey === undefined) {
      const settlement = await this.begin(run, timeoutMs);
      if (settlement !== undefined) return settlement;
    }
    const attemptKey = current.attemptKey;
    if (attemptKey === undefined) return { kind: 'again' };
    if (!(await this.admission.leaseCovers(current.task, timeoutMs))) {
      return { kind: 'settled', settlement: await this.admission.handBack(run) };
    }
    const startedAtMs = performance.now();
    const view = taskView(current.task, current.attempt, attemptKey);
    const plan = planContext(run.fence, prepared.started);
    const said = await this.executor.execute(current.task.effect, timeoutMs, run.brokenOff, (signal) =>
      prepared.handler.executeTask(
        view,
        stepContext(plan, run.results, signal, stepLog(this.log, run.fence, view.step)),
      ),
    );
    // The claim is gone: whatever the step did is for the next holder to find out, and nothing may be written.
    run.lost.throwIfAborted();
    // Nobody is to blame for what the end of the program broke off: it costs no attempt.
    if (
      run.abandon.aborted &&
      said.kind === 'retry' &&
      said.holds === undefined &&
      said.blocks === undefined
    ) {
      return { kind: 'settled', settlement: await this.admission.handBack(run) };
    }
    const outcome = said.kind === 'unknown' ? this.unknownOf(run, said) : said;
    if (outcome.kind !== 'unknown') return { kind: outcome.kind, outcome } as StepEnding;
    if (this.config.UNSAFE_SKIP_RECONCILE) {
      return { kind: 'retry', outcome: { ...outcome, kind: 'retry', costsAttempt: true } };
    }
    await this.journal.markUnknown(run.fence, current.task.position, outcome);
    if (outcome.costsAttempt !== false) run.attempts += 1;
    // A browser that went may act on what it was told until the deadline; a call of our own has ended.
    const mayStillAct = current.task.taskType === 'plugin_http';
    run.unanswered(outcome, mayStillAct ? startedAtMs + timeoutMs : performance.now());
    return { kind: 'again' };
  }

  private unknownOf(run: JobRun, said: Unknown): Unknown {
    if (run.abandon.aborted) return unknown(INTERRUPTED, { costsAttempt: false });
    return this.registry.errors.explained(said);
  }

  private async begin(run: JobRun, timeoutMs: number): Promise<StepEnding | undefined> {
    const settlement = await this.admission.admit(run);
    if (settlement !== undefined) return { kind: 'settled', settlement };
    const { position } = run.current.task;
    const start = { position, attemptKey: randomUUID(), timeoutMs };
    run.begun(await this.journal.startStep(run.fence, start));
    return undefined;
  }
}
