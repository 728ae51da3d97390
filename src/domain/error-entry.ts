import type { Failure } from './outcome.ts';
import type { Actor } from './vocabulary.ts';

/**
 * What becomes of a job that meets an error. `refused`: it fails now · `retry`: it tries again by itself, and fails
 * when its attempts are spent · `unknown`: it may have taken effect, which is looked up before anything is repeated ·
 * `waits`: it waits at no cost until somebody acts, and then goes on by itself · `attention`: it ended well, and a
 * person is asked to look at something
 */
export const ERROR_CLASSES = ['refused', 'retry', 'unknown', 'waits', 'attention'] as const;
/** One of {@link ERROR_CLASSES}. */
export type ErrorClass = (typeof ERROR_CLASSES)[number];

/** What one error code means, in words for sellers. */
export interface ErrorEntry {
  readonly class: ErrorClass;
  /** What happened. */
  readonly happened: string;
  /** What to do about it. */
  readonly todo: string;
  /** Who has to act. */
  readonly actor: Actor;
}

/** Error codes with what they mean. */
export type ErrorCatalogue = Readonly<Record<string, ErrorEntry>>;

/** What there is to do about what mends itself. */
const NOTHING = 'Nothing: StoFlow tries again by itself. If it still fails in the end, retry the job later.';
const TELL_US = 'Tell StoFlow’s support the number of the job. It can be retried once the cause is mended.';

/**
 * @param happened what happened
 * @param todo what the seller has to do before the job can work
 * @returns an error that ends the job until the seller has acted
 */
export function sellerActs(happened: string, todo: string): ErrorEntry {
  return { class: 'refused', happened, todo, actor: 'seller' };
}

/**
 * @param happened what happened
 * @param todo what to do, where that is more than to tell support
 * @returns an error that ends the job and is ours to mend
 */
export function weAct(happened: string, todo: string = TELL_US): ErrorEntry {
  return { class: 'refused', happened, todo, actor: 'us' };
}

/**
 * @param happened what happened
 * @param todo what to do, where that is more than to wait
 * @param actor whose it is
 * @returns an error without effect, after which the job tries again by itself
 */
export function passes(happened: string, todo: string = NOTHING, actor: Actor = 'marketplace'): ErrorEntry {
  return { class: 'retry', happened, todo, actor };
}

/**
 * @param happened what the job waits for
 * @param todo what the seller has to do
 * @returns an error after which the job waits at no cost
 */
export function waitsForSeller(happened: string, todo: string): ErrorEntry {
  return { class: 'waits', happened, todo, actor: 'seller' };
}

/**
 * @param happened what happened
 * @param todo what to do, where that is more than to wait for the look-up
 * @param actor whose it is
 * @returns an error that may hide an effect
 */
export function mayHaveWorked(
  happened: string,
  todo = 'Nothing: StoFlow looks up whether it took effect before it repeats anything.',
  actor: Actor = 'marketplace',
): ErrorEntry {
  return { class: 'unknown', happened, todo, actor };
}

/**
 * @param happened what was found
 * @param todo what the seller should look at
 * @returns something that a person is asked to look at although the job ended well
 */
export function needsALook(happened: string, todo: string): ErrorEntry {
  return { class: 'attention', happened, todo, actor: 'seller' };
}

/**
 * Adds to a failure what its catalogue knows of it. What the failure says itself stays.
 * @param failure what went wrong
 * @param entry the entry of its code; undefined where no catalogue knows it
 * @returns the failure with what to do and who has to act
 */
export function withAdvice<F extends Failure>(failure: F, entry: ErrorEntry | undefined): F {
  if (entry === undefined) return failure;
  return { ...failure, actor: failure.actor ?? entry.actor, todo: failure.todo ?? entry.todo };
}
