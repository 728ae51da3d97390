import { setTimeout as delay } from 'node:timers/promises';
import { median } from '../frame/statistics.ts';
import type { ForkedServer } from '../world/forked-server.ts';

/** What was seen at one moment. */
export interface Sample {
  /** The mean of the processes that are never killed, in bytes. */
  readonly rss: number;
  /** The median of the jobs that ended since the moment before. */
  readonly waitMs: number;
}

/** Work that comes in all the time. */
export interface Load {
  /** @returns milliseconds that each job took that ended since this was last asked */
  takeWaits(): readonly number[];
  /** Lets no more come, and waits until all of it is done. */
  end(): Promise<void>;
}

const SAMPLE_MS = 5000;
const KILL_MS = 60_000;

/**
 * Lets servers work for a long time. The first of them is killed once a minute, as a crash does, and another takes its
 * place; the others are looked at.
 * @param start starts one
 * @param options how many, and for how many minutes
 * @param load what they are given
 * @returns what was seen, in order
 */
export async function soakedServers(
  start: () => Promise<ForkedServer>,
  options: { readonly count: number; readonly minutes: number },
  load: Load,
): Promise<readonly Sample[]> {
  let victim = await start();
  const others = await Promise.all(Array.from({ length: options.count - 1 }, start));
  const samples: Sample[] = [];
  try {
    const startedAt = performance.now();
    let killedAt = startedAt;
    while (performance.now() - startedAt < options.minutes * 60_000) {
      await delay(SAMPLE_MS);
      const usages = await Promise.all(others.map((server) => server.usage()));
      const rss = usages.reduce((sum, usage) => sum + usage.rss, 0) / usages.length;
      const waits = load.takeWaits();
      // Jobs of the process that was killed wait for its lease to end, and nothing ends in a moment without jobs.
      if (waits.length > 0) samples.push({ rss, waitMs: median(waits) });
      if (performance.now() - killedAt >= KILL_MS) {
        await victim.kill();
        victim = await start();
        killedAt = performance.now();
      }
    }
    await load.end();
    return samples;
  } finally {
    await Promise.all([victim, ...others].map((server) => server.stop()));
  }
}
