import { Signal } from '../common/signal.ts';
import type { ActionCode, Marketplace, WaitReason } from '../domain/vocabulary.ts';
import type { TaskRow } from '../ledger/rows.ts';
import type { Settlement } from '../queue/settle.ts';
import type { JobRun, StepEnding } from './job-run.ts';

/** One execution of a step, or one look at a step whose outcome was unknown. */
export interface StepTurn {
  readonly run: JobRun;
  readonly task: TaskRow;
  readonly what: 'execute' | 'look';
  /**
   * How it ended. `again` says of an execution that nobody knows what it did, and of a look that the step is to be executed, or
   * looked up, once more; `settled` that it waits; `broken` that the run broke off.
   */
  readonly ending: StepEnding['kind'] | 'broken';
  readonly seconds: number;
}

/** A run of a job that is over. */
export interface EndedRun {
  readonly run: JobRun;
  /** What becomes of the pointer; `broken` where the run broke off. */
  readonly settlement: Settlement['to'] | 'broken';
  readonly seconds: number;
}

/** A job that has to wait. */
export interface WaitingJob {
  readonly marketplace: Marketplace;
  readonly actionCode: ActionCode;
  /** Null where it is handed back to be taken up at once. */
  readonly reason: WaitReason | null;
}

/** A marketplace that asked to slow down. */
export interface MetLimit {
  readonly marketplace: Marketplace;
  /** What it closed: the account, a budget of calls, or the whole application. */
  readonly closes: 'account' | 'budget' | 'application';
}

/** A run has begun with the steps that are not finished. */
export const RUN_BEGUN = new Signal<JobRun>('run:begun');
/** A run is over. */
export const RUN_ENDED = new Signal<EndedRun>('run:ended');
/** A step was executed, or looked up. */
export const STEP_TURNED = new Signal<StepTurn>('step:turned');
/** A job was put back to waiting by its run. */
export const JOB_WAITS = new Signal<WaitingJob>('job:waits');
/** A limit was met. */
export const LIMIT_MET = new Signal<MetLimit>('limit:met');
