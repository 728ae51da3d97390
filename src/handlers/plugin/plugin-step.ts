import type { Outcome, Reconciliation } from '../../domain/outcome.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import type { PluginAnswer } from '../../plugin/plugin-call.ts';
import type { StepContext, TaskView } from '../contract/contexts.ts';
import type { CommandShape } from './command-shape.ts';

/** An answer that brought nothing. */
export type FailedAnswer = Exclude<PluginAnswer, { status: 'done' }>;

/** A step that needs no browser: a check, a mapping, the saving of what is known. */
export interface LocalStep {
  /** Steps that this one may append when it is done; `n` stands for a number. */
  readonly appends?: readonly TaskPlan[];
  /**
   * Executes the step.
   * @param task the step as it is stored
   * @param context the job, and the results of the steps before
   * @returns the outcome
   * @throws {StepFailedError} where it cannot be done; the handler turns it into its outcome
   */
  execute(task: TaskView, context: StepContext): Promise<Outcome>;
}

/**
 * A step that a browser executes as one command. What is sent and what an answer means are apart, since an answer may
 * also come from an earlier execution.
 */
export interface CommandStep<Payload extends object = object, Data extends object = object> {
  readonly shape: CommandShape<Payload, Data>;
  /** Steps that this one may append when it is done. */
  readonly appends?: readonly TaskPlan[];
  /**
   * Tells whether there is nothing to do.
   * @param task the step as it is stored
   * @param context the job
   * @returns the outcome without a command; undefined where the command is needed
   */
  skip?(task: TaskView, context: StepContext): Outcome | undefined;
  /**
   * Says what the browser is to do.
   * @param task the step as it is stored
   * @param context the job, and the results of the steps before
   * @returns the command's payload
   * @throws {StepFailedError} where it cannot be said
   */
  payload(task: TaskView, context: StepContext): Payload;
  /**
   * Says what follows from what the command returned. It asks nobody.
   * @param data what the browser returned, checked
   * @param task the step as it is stored
   * @param context the job
   * @returns the outcome
   */
  finish(data: Data, task: TaskView, context: StepContext): Outcome;
  /**
   * Says what follows from a failure that means something special to this step.
   * @param answer the failure
   * @param task the step as it is stored
   * @param context the job
   * @returns the outcome; undefined where the table of errors decides
   */
  explain?(answer: FailedAnswer, task: TaskView, context: StepContext): Outcome | undefined;
  /**
   * Finds the product's field behind one that the marketplace names.
   * @param field the marketplace's name of it
   * @param task the step as it is stored
   * @returns the product's or the account's field; undefined where there is none
   */
  fieldOf?(field: string, task: TaskView): string | undefined;
  /**
   * Asks the marketplace whether an execution without an answer took effect. Only `once` steps have it.
   * @param task the step as it is stored
   * @param context the job, and the results of the steps before
   * @returns what was found
   * @throws {StepFailedError} where it cannot be asked now
   */
  lookUp?(task: TaskView, context: StepContext): Promise<Reconciliation>;
}

/** Any step of a handler that works through a browser. */
export type PluginStep = LocalStep | CommandStep;
