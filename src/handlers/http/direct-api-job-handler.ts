import { refused } from '../../domain/outcome.ts';
import type { Outcome, Reconciliation } from '../../domain/outcome.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import { BaseJobHandler } from '../contract/base-job-handler.ts';
import type { StepContext, TaskView } from '../contract/contexts.ts';
import { CallFailedError } from './call-failed.error.ts';

/** One functional step of a handler that calls an API itself. */
export interface Step {
  /** Steps that this one may append when it is done; `n` stands for a number. */
  readonly appends?: readonly TaskPlan[];
  /**
   * Executes the step.
   * @param task the step as it is stored
   * @param context the job, and the results of the steps before
   * @returns the outcome
   * @throws {CallFailedError} for calls that failed; the handler turns it into an outcome
   */
  execute(task: TaskView, context: StepContext): Promise<Outcome>;
  /**
   * Looks up whether an execution without an answer took effect. Only `once` steps have it.
   * @param task the step as it is stored
   * @param context the job, and the results of the steps before
   * @returns what was found
   * @throws {CallFailedError} for calls that failed
   */
  lookUp?(task: TaskView, context: StepContext): Promise<Reconciliation>;
}

/** A handler whose steps call a marketplace's HTTP API from here. It finds the step and translates its failures. */
export abstract class DirectApiJobHandler extends BaseJobHandler {
  /** Steps by name; `upload_picture:3` is a step `upload_picture`. */
  protected abstract readonly steps: Readonly<Record<string, Step>>;

  /**
   * Executes one step.
   * @param task the step
   * @param context the job, and the results of the steps before
   * @returns the step's outcome, or the one its failed call stands for
   */
  override async executeTask(task: TaskView, context: StepContext): Promise<Outcome> {
    const step = this.stepOf(task);
    if (step === undefined) {
      return refused({
        code: 'task.step_unknown',
        message: `This version of StoFlow does not know the step ${task.step}.`,
        actor: 'us',
      });
    }
    try {
      return await step.execute(task, context);
    } catch (error) {
      if (error instanceof CallFailedError) return error.outcome(task.effect);
      throw error;
    }
  }

  /**
   * Looks up whether a step without an answer took effect.
   * @param task the step
   * @param context the job, and the results of the steps before
   * @returns what was found; a failed look-up decides nothing
   */
  override async reconcile(task: TaskView, context: StepContext): Promise<Reconciliation> {
    const step = this.stepOf(task);
    if (step?.lookUp === undefined) {
      return task.effect === 'once'
        ? { kind: 'undecided', message: `Nothing can look up the step ${task.step}.` }
        : { kind: 'absent' };
    }
    try {
      return await step.lookUp(task, context);
    } catch (error) {
      if (error instanceof CallFailedError) return error.reconciliation();
      throw error;
    }
  }

  /** @returns what the steps say that they append */
  override appends(): readonly TaskPlan[] {
    return Object.values(this.steps).flatMap((step) => step.appends ?? []);
  }

  private stepOf(task: TaskView): Step | undefined {
    const name = task.step.split(':', 1)[0] ?? '';
    return Object.hasOwn(this.steps, name) ? this.steps[name] : undefined;
  }
}
