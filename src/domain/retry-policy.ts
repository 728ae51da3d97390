/** How long a job waits between attempts; from the catalogue row of its action. */
export interface BackoffPolicy {
  /** Upper bound of the first wait, in milliseconds. */
  readonly baseMs: number;
  /** Upper bound of any wait, in milliseconds. */
  readonly capMs: number;
}

/**
 * Exponential backoff with full jitter: a wait drawn evenly from zero to the bound, so that jobs which failed
 * together do not come back together.
 * @param policy bounds of the wait
 * @param attempt the attempt that just failed, from 1
 * @param random a number in [0, 1), injected so that tests are repeatable
 * @returns the wait in milliseconds
 */
export function backoffMs(policy: BackoffPolicy, attempt: number, random: number): number {
  // 2^30 times any base is beyond every cap; the bound keeps the power finite.
  const exponent = Math.min(Math.max(attempt, 1) - 1, 30);
  return Math.floor(random * Math.min(policy.capMs, policy.baseMs * 2 ** exponent));
}
