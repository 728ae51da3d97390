import type { Outcome } from '../../domain/outcome.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import type { EffectClass, TaskType } from '../../domain/vocabulary.ts';
import type { StepContext, TaskView } from '../contract/contexts.ts';

/** A step of an action on a whole account. Handlers that call an API and those that ask a browser both take it. */
export interface AccountStep {
  /** Steps that this one may append when it is done; `n` stands for a number. */
  readonly appends?: readonly TaskPlan[];
  /**
   * Executes the step.
   * @param task the step as it is stored
   * @param context the job, and the results of the steps before
   * @returns the outcome
   * @throws what the marketplace's source throws; the handler turns it into an outcome
   */
  execute(task: TaskView, context: StepContext): Promise<Outcome>;
}

/** How a marketplace is reached and called. */
export interface AccountPlanOptions {
  readonly taskType: Extract<TaskType, 'direct_http' | 'plugin_http'>;
  /** As sellers know it. */
  readonly marketplaceName: string;
  /** Rate scopes that one page spends a token of. */
  readonly rate?: readonly string[];
}

/** Version of the plans of all actions on whole accounts; it grows when a step's meaning changes. */
export const ACCOUNT_PLAN_VERSION = 1;

/**
 * Plans a step that asks the marketplace.
 * @param options how it is reached
 * @param step the step's name
 * @param description one line for a person
 * @param payload what the step needs beside its context
 * @param effect what repeating it would do
 * @returns the step
 */
export function askingStep(
  { taskType, rate = [] }: AccountPlanOptions,
  step: string,
  description: string,
  payload: Record<string, unknown> = {},
  effect: EffectClass = 'none',
): TaskPlan {
  return { step, taskType, effect, description, payload, rate };
}

/**
 * Plans a step that only looks at what is stored.
 * @param step the step's name
 * @param description one line for a person
 * @param payload what the step needs beside its context
 * @returns the step
 */
export function storedStep(
  step: string,
  description: string,
  payload: Record<string, unknown> = {},
): TaskPlan {
  return { step, taskType: 'db_operation', effect: 'none', description, payload };
}
