import { wallClock } from '../common/clock.ts';
import type { Done, Failure, Refused, Retry } from '../domain/outcome.ts';
import type { Fence } from '../ledger/fence.ts';
import type { JobRow, TaskRow } from '../ledger/rows.ts';
import type { LaneKey } from '../queue/keys.ts';
import type { Settlement } from '../queue/settle.ts';
import type { Standing } from './standing.ts';
import type { PreparedRun } from './prepared-run.ts';
import { resultsOf } from './step-context.ts';
import type { RunSignals } from './run-signals.ts';
import type { StepResults } from './step-context.ts';

/** How one turn of the loop ended. */
export type StepEnding =
  | { readonly kind: 'settled'; readonly settlement: Settlement }
  | { readonly kind: 'again' }
  | { readonly kind: 'done'; readonly outcome: Done }
  | { readonly kind: 'refused'; readonly outcome: Refused }
  | { readonly kind: 'retry'; readonly outcome: Retry };

/** The step at which a run stands. */
export interface CurrentStep {
  task: TaskRow;
  /** Key of the execution that has begun; undefined while none is under way. */
  attemptKey: string | undefined;
  /** Key of the latest execution, by which what became of it can be asked; null where none ever began. */
  lastKey: string | null;
  /** Executions begun so far. */
  attempt: number;
  /**
   * When the execution of unknown outcome can last have been under way, on the local monotonic clock in ms;
   * undefined unless the outcome is unknown.
   */
  unknownSinceMs: number | undefined;
  /** Why the outcome is unknown. */
  failure: Failure | null;
}

/** The state of one run in memory. Nothing in it outlives the run: whatever matters is in the journal. */
export class JobRun {
  readonly job: JobRow;
  readonly tasks: TaskRow[];
  results: StepResults;
  current: CurrentStep;
  /** Attempts spent, those of this run included. */
  attempts: number;
  readonly stop: AbortSignal;
  readonly abandon: AbortSignal;
  readonly lost: AbortSignal;
  /** Aborts when the step under way must end at once, for whatever reason. */
  readonly brokenOff: AbortSignal;

  /**
   * @param fence the right to write
   * @param prepared what the start found
   * @param signals when it is to end before the job does
   */
  constructor(
    readonly fence: Fence,
    readonly prepared: PreparedRun,
    signals: RunSignals,
  ) {
    this.stop = signals.stop;
    this.abandon = signals.abandon;
    this.lost = signals.lost;
    this.brokenOff = AbortSignal.any([signals.lost, signals.abandon]);
    this.job = prepared.started.job;
    this.tasks = [...prepared.started.tasks];
    this.results = resultsOf(this.tasks);
    this.attempts = this.job.attempts;
    const { next, attemptKey } = prepared;
    this.current = {
      task: attemptKey === undefined ? next : begunTask(next),
      attemptKey,
      lastKey: attemptKey ?? next.attemptKey,
      attempt: next.attempt + (attemptKey === undefined ? 0 : 1),
      // An execution from before this run may still be under way until its deadline, on a machine that stood still.
      unknownSinceMs: next.status === 'unknown' ? performance.now() + (next.notAfterInMs ?? 0) : undefined,
      failure: next.error,
    };
  }

  /** @returns where the job stands, for whoever ends the run */
  get standing(): Standing {
    return {
      fence: this.fence,
      job: this.job,
      type: this.prepared.type,
      position: this.current.task.position,
      attempts: this.attempts,
      unresolved: this.current.unknownSinceMs !== undefined,
    };
  }

  /** @returns the account's lane */
  get lane(): LaneKey {
    return { tenantId: this.fence.tenant.id, accountId: this.job.accountId };
  }

  /**
   * Notes that an execution of the present step has begun.
   * @param attemptKey its key
   */
  begun(attemptKey: string): void {
    this.current.task = begunTask(this.current.task);
    this.current.attemptKey = attemptKey;
    this.current.lastKey = attemptKey;
    this.current.attempt += 1;
  }

  /**
   * Notes that nobody knows what the present execution did.
   * @param failure why
   * @param sinceMs when it can last have been under way, on the local monotonic clock in ms
   */
  unanswered(failure: Failure, sinceMs: number): void {
    this.current.attemptKey = undefined;
    this.current.unknownSinceMs = sinceMs;
    this.current.failure = failure;
  }

  /**
   * Goes on to a step that has not begun.
   * @param task the step
   */
  moveTo(task: TaskRow): void {
    this.current = {
      task,
      attemptKey: undefined,
      lastKey: task.attemptKey,
      attempt: task.attempt,
      unknownSinceMs: undefined,
      failure: null,
    };
  }
}

/** The row was read before its first execution began; a look later on must not take its own moment for that one. */
function begunTask(task: TaskRow): TaskRow {
  return task.startedAt === null ? { ...task, startedAt: wallClock() } : task;
}
