import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Done } from '../domain/outcome.ts';
import type { JobStatus } from '../domain/vocabulary.ts';
import { Journal } from '../ledger/journal.ts';
import type { StepStart } from '../ledger/journal.ts';
import type { TaskRow } from '../ledger/rows.ts';
import type { Settlement } from '../queue/settle.ts';
import type { JobRun } from './job-run.ts';
import { pause } from './pause.ts';
import type { Admission } from './rate-gate.ts';
import { StepAdmission } from './step-admission.ts';
import { StepTimes } from './step-times.ts';

/** Longest wait for the next step's token for which a finished step's commit is held back, to begin both in one. */
const FUSE_MS = 20;

/** Writes that a step is done, and begins the next one in the same commit where it may begin at once. */
@Injectable()
export class StepFinish {
  constructor(
    private readonly journal: Journal,
    private readonly admission: StepAdmission,
    private readonly times: StepTimes,
  ) {}

  /**
   * Finishes the step at which a run stands.
   * @param run the run; it stands at the next step afterwards
   * @param outcome what the step returned
   * @returns what becomes of the pointer when the run is over, else undefined
   */
  async apply(run: JobRun, outcome: Done): Promise<Settlement | undefined> {
    const { task } = run.current;
    run.results = { ...run.results, [task.step]: outcome.result };
    const next = run.tasks.find((other) => other.position > task.position && isOpen(other));
    if (next === undefined && outcome.then.length === 0) return this.complete(run, outcome);

    const admission =
      next === undefined || run.stop.aborted ? undefined : await this.admission.preview(run, next);
    const fused = next !== undefined && admission?.open === true && admission.waitMs <= FUSE_MS;
    const start = fused ? await this.prepareStart(run, next, admission) : undefined;
    const status = await this.journal.finishStep(run.fence, {
      ...this.end(run, outcome),
      ...(start && { next: start }),
    });
    if (status !== 'processing') return settlementOf(status);

    if (outcome.then.length > 0) await this.readAppended(run);
    run.moveTo(next ?? firstOpen(run.tasks, task));
    if (start !== undefined) run.begun(start.attemptKey);
    else if (admission !== undefined) return this.waitForToken(run, admission);
    return undefined;
  }

  private async complete(run: JobRun, outcome: Done): Promise<Settlement> {
    const summary = run.prepared.handler.summarise(run.results);
    return settlementOf(await this.journal.finishStep(run.fence, { ...this.end(run, outcome), summary }));
  }

  private end(run: JobRun, outcome: Done): Parameters<Journal['finishStep']>[1] {
    const lastPosition = run.tasks.at(-1)?.position ?? 0;
    return { job: run.job, position: run.current.task.position, outcome, lastPosition };
  }

  private async prepareStart(run: JobRun, next: TaskRow, admission: Admission): Promise<StepStart> {
    await pause(admission.waitMs, run.lost);
    const timeoutMs = this.times.timeoutMs(run.prepared.type, next);
    return { position: next.position, attemptKey: randomUUID(), timeoutMs };
  }

  /** The finished step is safe in the journal; the next one waits for the token that was promised to it. */
  private async waitForToken(run: JobRun, admission: Admission): Promise<Settlement | undefined> {
    if (!admission.open) return this.admission.waitLong(run, admission.waitMs);
    await pause(admission.waitMs, AbortSignal.any([run.lost, run.stop]));
    run.lost.throwIfAborted();
    if (run.stop.aborted) return undefined;
    const start = await this.prepareStart(run, run.current.task, { open: true, waitMs: 0 });
    const attemptKey = await this.journal.startStep(run.fence, start);
    run.begun(attemptKey);
    return undefined;
  }

  /** Steps may be appended while planned ones are still to come: the run has to know of them before it reaches its end. */
  private async readAppended(run: JobRun): Promise<void> {
    run.tasks.splice(0, Infinity, ...(await this.journal.tasks(run.fence)));
  }
}

function firstOpen(tasks: readonly TaskRow[], finished: TaskRow): TaskRow {
  const first = tasks.find((other) => other.position > finished.position && isOpen(other));
  if (first === undefined) throw new Error('steps were appended and none is there');
  return first;
}

function isOpen(task: TaskRow): boolean {
  return task.status !== 'success' && task.status !== 'skipped';
}

function settlementOf(status: JobStatus): Settlement {
  return status === 'paused' ? { to: 'parked' } : { to: 'gone' };
}
