import type { Effect } from './effects.ts';
import type { FieldError } from './errors.ts';
import type { TaskPlan } from './task-plan.ts';
import type { AccountStatus, Actor } from './vocabulary.ts';

/** What is known of a failure, as stored on the task and the job and shown to the seller. */
export interface Failure {
  /** Stable and dotted (`picture.not_found`); where it is a marketplace's own, that one's name comes first. */
  readonly code: string;
  /** A sentence a seller understands. */
  readonly message: string;
  /** Wrong fields of the product or the account. */
  readonly fields?: readonly FieldError[];
  /** Who has to act. */
  readonly actor?: Actor;
  /** What to do about it, in words a seller understands; added from the error catalogue where it is absent. */
  readonly todo?: string;
  /** The marketplace's own words, kept. */
  readonly original?: unknown;
}

/** The step is finished. Its result is visible to later steps as `results.<step>`. */
export interface Done {
  readonly kind: 'done';
  readonly result: Record<string, unknown>;
  /** Rows to change in the same commit that finishes the step. */
  readonly effects: readonly Effect[];
  /** Steps to append to the plan (the next page of a sync). */
  readonly then: readonly TaskPlan[];
}

/** The marketplace, or a rule, said no for good: the job fails now. */
export interface Refused extends Failure {
  readonly kind: 'refused';
}

/** A transient failure, certainly without effect: the job waits and tries again. */
export interface Retry extends Failure {
  readonly kind: 'retry';
  /** Least wait in milliseconds, by the marketplace's clock; backoff decides where absent. */
  readonly afterMs?: number;
  /** Least wait that StoFlow itself chose, in milliseconds at `TIME_SCALE` 1: nobody else's clock hangs on it. */
  readonly patienceMs?: number;
  /** False where waiting was asked for by the marketplace (a 429), so that it costs no attempt. */
  readonly costsAttempt: boolean;
  /** The rate scope that is exhausted, to be closed for everybody who shares it. */
  readonly blocks?: 'application' | 'account' | { readonly scope: string };
  /** The account cannot work until somebody acts: its lane is held and its status says why. Costs no attempt. */
  readonly holds?: { readonly hold: 'reauth' | 'challenge'; readonly status: AccountStatus };
  /**
   * True where the account's lane is already held by whoever found the account unusable (its browser is closed): the
   * job waits with its lane and runs again the moment that opens. Costs no attempt.
   */
  readonly waitsForLane?: boolean;
  /** True where the execution may still end with an answer: it keeps its key, so that the answer finds it. */
  readonly keepsKey?: boolean;
}

/** The call may have taken effect. It is looked up before it is ever repeated. */
export interface Unknown extends Failure {
  readonly kind: 'unknown';
  /** False where nobody is to blame, so that it costs no attempt: the seller closed the browser. */
  readonly costsAttempt?: boolean;
}

/** What a step ends with. */
export type Outcome = Done | Refused | Retry | Unknown;

/** What looking an effect up may find. `absent` counts only after the call's deadline plus the settle time. */
export type Reconciliation =
  | Done
  | Refused
  | Retry
  /** `certain` where it cannot take effect any more either, so that there is nothing to wait for. */
  | { readonly kind: 'absent'; readonly certain?: boolean }
  | { readonly kind: 'undecided'; readonly message: string; readonly afterMs?: number };

/**
 * Ends a step successfully.
 * @param result what later steps and the seller may need, as JSON
 * @param effects rows to change in the same commit
 * @param then steps to append to the plan
 * @returns the outcome
 */
export function done(
  result: Record<string, unknown> = {},
  effects: readonly Effect[] = [],
  then: readonly TaskPlan[] = [],
): Done {
  return { kind: 'done', result, effects, then };
}

/**
 * Ends a step, and its job, for good.
 * @param failure what was refused and who must act
 * @returns the outcome
 */
export function refused(failure: Failure): Refused {
  return { ...failure, kind: 'refused' };
}

/**
 * Ends an execution that certainly had no effect and may be repeated.
 * @param failure what went wrong
 * @param options the least wait, whether it costs an attempt, and the rate scope to close
 * @returns the outcome
 */
export function retry(
  failure: Failure,
  options: Partial<
    Pick<Retry, 'afterMs' | 'patienceMs' | 'blocks' | 'holds' | 'costsAttempt' | 'waitsForLane' | 'keepsKey'>
  > = {},
): Retry {
  return { ...failure, ...options, kind: 'retry', costsAttempt: options.costsAttempt ?? true };
}

/**
 * Ends an execution of which nobody knows whether it took effect.
 * @param failure what happened
 * @param options whether it costs an attempt
 * @returns the outcome
 */
export function unknown(failure: Failure, options: Pick<Unknown, 'costsAttempt'> = {}): Unknown {
  return { ...failure, ...options, kind: 'unknown' };
}
