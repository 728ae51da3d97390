import type { Screen } from '../screen.ts';
import { CONFLICT } from './acts/conflict.ts';
import { DRIFT } from './acts/drift.ts';
import { IMPORT } from './acts/import.ts';
import { INCOMPLETE } from './acts/incomplete.ts';
import { PRICES } from './acts/prices.ts';
import { PUBLISH } from './acts/publish.ts';
import { RELIST } from './acts/relist.ts';
import { percentile95, SALES } from './acts/sales.ts';
import { BROWSER, TOKEN } from './acts/waiting.ts';
import type { Act } from './day.ts';
import { moveIn } from './move-in.ts';
import type { DayStage } from './move-in.ts';

/** The day, from morning to evening. */
export const ACTS: readonly Act[] = [
  IMPORT,
  PUBLISH,
  PRICES,
  SALES,
  CONFLICT,
  RELIST,
  DRIFT,
  TOKEN,
  BROWSER,
  INCOMPLETE,
];

/** What became of one act. */
export interface ActResult {
  readonly name: string;
  readonly ok: boolean;
  readonly seconds: number;
  /** What was not as it should be. */
  readonly failure: string | undefined;
}

/** What became of a day. */
export interface DayResult {
  readonly acts: readonly ActResult[];
  /** From "found" to "gone elsewhere" for each sale, milliseconds. */
  readonly delistedAfterMs: readonly number[];
  readonly seconds: number;
}

/**
 * Plays the day. An act that fails does not end it: what comes after may say more.
 * @param stage where
 * @param screen where it is shown
 * @returns what became of it
 * @throws {Error} when it cannot begin, or is ended early
 */
export async function playDay(stage: DayStage, screen: Screen): Promise<DayResult> {
  const began = performance.now();
  const day = await moveIn(stage);
  const acts: ActResult[] = [];
  for (const [at, act] of ACTS.entries()) {
    screen.print([`${at + 1}. ${act.title}`, 'bold']);
    const since = performance.now();
    let failure: string | undefined;
    try {
      await act.play(day);
    } catch (error: unknown) {
      stage.signal.throwIfAborted();
      failure = error instanceof Error ? error.message : String(error);
      screen.print(['✗ ', 'red'], failure);
    }
    const seconds = secondsSince(since);
    screen.print([`  ${seconds.toFixed(1)} s`, 'dim']);
    acts.push({ name: act.name, ok: failure === undefined, seconds, failure });
  }
  return { acts, delistedAfterMs: day.delistedAfterMs, seconds: secondsSince(began) };
}

/**
 * @param result what became of a day
 * @returns the object `--json` ends with
 */
export function dayJson({ acts, delistedAfterMs, seconds }: DayResult): Record<string, unknown> {
  return {
    acts: acts.map(({ failure, ...act }) => ({ ...act, failure: failure ?? null })),
    failed: acts.filter(({ ok }) => !ok).length,
    sales: delistedAfterMs.length,
    delisted_after_ms: delistedAfterMs,
    delisted_p95_ms: delistedAfterMs.length === 0 ? null : percentile95(delistedAfterMs),
    seconds,
  };
}

function secondsSince(ms: number): number {
  return Number(((performance.now() - ms) / 1000).toFixed(1));
}
