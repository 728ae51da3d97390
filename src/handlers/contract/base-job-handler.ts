import type { FieldError } from '../../domain/errors.ts';
import type { Outcome, Reconciliation, Refused } from '../../domain/outcome.ts';
import type { AccountSnapshot, ProductSnapshot } from '../../domain/snapshots.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import type { PlanContext, StepContext, TaskView } from './contexts.ts';

/**
 * One action on one marketplace. It plans a job's steps and executes them one by one; everything durable (status,
 * retries, fences, commits) belongs to whoever runs it. A handler opens no transaction and keeps no state.
 */
export abstract class BaseJobHandler {
  /**
   * Grows when the meaning of a stored plan changes. A job that was planned by an earlier version is finished by
   * its own plan, so steps of earlier versions must stay executable.
   */
  abstract readonly planVersion: number;

  /**
   * Plans the steps of a job, without any I/O. Called once in a job's life.
   * @param context the job with its product, account and listing
   * @returns the steps in order (none where there is nothing to do), or why it cannot be done
   */
  abstract plan(context: PlanContext): readonly TaskPlan[] | Refused;

  /**
   * Executes one step. May throw: what is thrown counts as unknown for a `once` step, else as transient.
   * @param task the step
   * @param context the job, and the results of the steps before
   * @returns the outcome; `unknown` whenever a call was sent and its answer was not received
   */
  abstract executeTask(task: TaskView, context: StepContext): Promise<Outcome>;

  /**
   * Looks up whether an execution whose answer is missing took effect. It only reads. Called for `once` steps
   * after an unknown outcome or a crash, before anything is repeated.
   * @param task the step that may have taken effect
   * @param context the job, and the results of the steps before
   * @returns what was found; `absent` leads to a repeat only when the marketplace had time to show the effect
   */
  abstract reconcile(task: TaskView, context: StepContext): Promise<Reconciliation>;

  /**
   * Tells what is already at hand of an execution whose answer is missing, without asking the marketplace: an answer
   * that has been stored since, or what a browser's journal says. Called before {@link BaseJobHandler.reconcile},
   * spends no token of any budget, and only reads.
   * @param _task the step that may have taken effect
   * @param _context the job, and the results of the steps before
   * @returns what is known; undefined where the marketplace has to be asked
   */
  recall(_task: TaskView, _context: StepContext): Promise<Reconciliation | undefined> {
    return Promise.resolve(undefined);
  }

  /**
   * Tells, without any I/O, what keeps a product from this action.
   * @param _product the product, null for actions on a whole account
   * @param _account the account it would go to
   * @returns the wrong fields, with reasons a seller understands; none where it fits
   */
  preflight(_product: ProductSnapshot | null, _account: AccountSnapshot): readonly FieldError[] {
    return [];
  }

  /**
   * Tells what a seller should know before this action is begun, although nothing keeps the product from it.
   * @param _product the product, null for actions on a whole account
   * @param _account the account
   * @returns sentences; none where there is nothing to say
   */
  notices(_product: ProductSnapshot | null, _account: AccountSnapshot): readonly string[] {
    return [];
  }

  /**
   * Lists the steps that a typical plan does not show, for whoever wants to know what a handler does: those that finished
   * steps may append, and those of other cases. What may come more than once is told once, with `n` for its number.
   * @returns the steps
   */
  appends(): readonly TaskPlan[] {
    return [];
  }

  /**
   * Chooses what of the steps' results becomes the job's result.
   * @param _results results by step name
   * @returns the job's result, as JSON
   */
  summarise(_results: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Record<string, unknown> {
    return {};
  }
}
