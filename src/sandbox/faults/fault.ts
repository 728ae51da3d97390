/**
 * Ways in which a marketplace fails.
 *
 * - `lose_answer`: the effect happens, the connection is cut before the answer
 * - `error_after`: the effect happens, the answer is a 500
 * - `error_before`: a 500, no effect
 * - `rate_limited`: a 429 with `Retry-After`, no effect
 * - `expire_token`: a 401, and the access token that was presented is dead from now on
 * - `challenge`: the marketplace wants to see a human from now on, until somebody proves to be one; no effect
 * - `concurrent`: the marketplace's "somebody else is writing this" answer, no effect
 * - `hang`: the effect happens, the answer never comes
 * - `refuse`: a given error of the marketplace, no effect
 * - `reset_before`: the connection is cut, no effect
 * - `refuse_list`, `refuse_text`: like `refuse`, in the other two shapes of a marketplace that has three, no effect
 * - `ignored`: answered as if done, with the new values, and nothing is kept
 * - `unchanged`: answered with success and the old values, nothing is kept
 * - `html_page`: a page for people, as a gateway or a human check serves it, no effect
 * - `empty_answer`: the effect happens, the answer is a 200 without a body
 * - `slow`: the effect happens, the answer comes late
 */
export const FAULT_KINDS = [
  'lose_answer',
  'error_after',
  'error_before',
  'rate_limited',
  'expire_token',
  'challenge',
  'concurrent',
  'hang',
  'refuse',
  'reset_before',
  'refuse_list',
  'refuse_text',
  'ignored',
  'unchanged',
  'html_page',
  'empty_answer',
  'slow',
] as const;

/** Name of one kind of fault. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** One fault that has been decided for one call. */
export interface Fault {
  readonly kind: FaultKind;
  /** Seconds for `rate_limited`; the header carries whole seconds, at least 1. */
  readonly retryAfterSeconds: number;
  /** The marketplace's own error number for `refuse`. */
  readonly errorId: number | undefined;
  /** Milliseconds for `slow`, 1,000 when absent. */
  readonly delayMs?: number | undefined;
}

/** What is known of a call before anybody has looked at who makes it. */
export interface FaultTarget {
  readonly operation: string;
  /** What the call is about, read from its path or body: a SKU, an offer, a picture's digest. */
  readonly resource: string;
  /** Kinds that make sense for this operation; a source never decides another one. */
  readonly applicable: ReadonlySet<FaultKind>;
}

/** Something that may decide a fault for a call. */
export interface FaultSource {
  /**
   * @param target the call
   * @returns the fault to inject, or undefined to let the call pass
   */
  decide(target: FaultTarget): Fault | undefined;
}
