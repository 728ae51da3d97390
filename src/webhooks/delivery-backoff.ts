/**
 * Seconds between attempts, as Standard Webhooks proposes: a receiver that was restarted is served within a minute or two, and one
 * that was down over a weekend misses nothing.
 */
const SECONDS = [5, 60, 300, 1800, 7200, 18_000, 36_000, 36_000, 50_400, 72_000] as const;
/** Spreads the attempts after an endpoint was away. */
const JITTER = 0.2;

/**
 * @param attempts that have failed, at least 1
 * @param random in [0, 1)
 * @returns milliseconds until the next one; undefined where there is none
 */
export function deliveryDelayMs(attempts: number, random: number): number | undefined {
  const seconds = SECONDS[attempts - 1];
  return seconds === undefined ? undefined : seconds * 1000 * (1 + JITTER * random);
}
