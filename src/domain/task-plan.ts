import type { EffectClass, TaskType } from './vocabulary.ts';

/**
 * One step of a job as its handler plans it. Stored at the first start; later code resumes the plan that was
 * made, so `step` is a contract between versions of a handler.
 */
export interface TaskPlan {
  /** Stable name, unique in the job (`create_offer`, `upload_picture:3`). */
  readonly step: string;
  readonly taskType: TaskType;
  readonly effect: EffectClass;
  /** One line for a person. */
  readonly description: string;
  /** What the step needs beside its context, as JSON. */
  readonly payload?: Record<string, unknown>;
  /** Longest time a single execution may take, in seconds; the action type's timeout where absent. */
  readonly timeoutSeconds?: number;
  /**
   * After an unknown outcome, how long the marketplace may take to show an effect, in seconds: "not there" is
   * believed only this long after the call's deadline.
   */
  readonly settleSeconds?: number;
  /** Names of the marketplace's rate scopes this step spends a token of (`media`). */
  readonly rate?: readonly string[];
}
