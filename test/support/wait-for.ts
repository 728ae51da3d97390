import { setTimeout as delay } from 'node:timers/promises';

/** How long, and for what, a test waits. */
export interface WaitOptions {
  /** Completes "waited N ms for …" when the wait is in vain. */
  readonly what: string;
  /** In milliseconds; 60 s by default: long enough for a machine that is busy with everything else. */
  readonly timeoutMs?: number;
  /** Longest pause between two looks, in milliseconds; 25 by default. More where a look costs a request. */
  readonly everyMs?: number;
}

/**
 * Waits until a condition holds, looking again every few milliseconds.
 * @param condition gives anything but undefined, null or false once it holds; what it throws counts as "not yet"
 * @param options see {@link WaitOptions}
 * @returns what the condition gave
 * @throws {Error} after the timeout, with what the condition threw last as its cause
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  options: WaitOptions,
): Promise<Exclude<T, undefined | null | false>> {
  const timeoutMs = options.timeoutMs ?? 60_000;
  const deadline = performance.now() + timeoutMs;
  let pauseMs = 1;
  for (;;) {
    let cause: unknown;
    try {
      const value = await condition();
      if (value !== undefined && value !== null && value !== false) {
        return value as Exclude<T, undefined | null | false>;
      }
    } catch (error) {
      cause = error;
    }
    if (performance.now() >= deadline) {
      throw new Error(`waited ${timeoutMs} ms for ${options.what}`, { cause });
    }
    await delay(pauseMs);
    pauseMs = Math.min(pauseMs * 2, options.everyMs ?? 25);
  }
}
