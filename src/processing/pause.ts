import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits, unless told to stop.
 * @param milliseconds how long
 * @param stop ends the wait early
 */
export async function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  if (milliseconds <= 0 || stop.aborted) return;
  await sleep(milliseconds, undefined, { signal: stop }).catch((error: unknown) => {
    if (!stop.aborted) throw error;
  });
}
