import type { EtsyOptions } from './etsy-options.ts';
import { SlidingWindow } from './sliding-window.ts';

const SECOND_MS = 1000;
const DAY_MS = 24 * 3600 * 1000;

/** Why a call is over the budget, and when the next one may come. */
export interface BudgetRefusal {
  readonly per: 'second' | 'day';
  readonly retryAfterSeconds: number;
}

/** The calls one application may make, over all its shops. */
export class CallBudget {
  private readonly second = new SlidingWindow(SECOND_MS);
  private readonly day = new SlidingWindow(DAY_MS);

  /**
   * Takes one call out of the budget; a refused one costs nothing.
   *
   * @param options the limits
   * @param now milliseconds since the epoch
   * @returns undefined when there was one left, else which limit is reached
   */
  take(options: EtsyOptions, now: number): BudgetRefusal | undefined {
    if (this.day.count(now) >= options.limitPerDay) return refusal('day', this.day.untilOneLeaves(now));
    if (this.second.count(now) >= options.limitPerSecond)
      return refusal('second', this.second.untilOneLeaves(now));
    this.second.add(now);
    this.day.add(now);
    return undefined;
  }

  /**
   * @param options the limits
   * @param now milliseconds since the epoch
   * @returns the headers that tell a caller what is left
   */
  headers(options: EtsyOptions, now: number): Readonly<Record<string, string>> {
    const left = (limit: number, used: number): string => String(Math.max(0, limit - used));
    return {
      'x-limit-per-second': String(options.limitPerSecond),
      'x-remaining-this-second': left(options.limitPerSecond, this.second.count(now)),
      'x-limit-per-day': String(options.limitPerDay),
      'x-remaining-today': left(options.limitPerDay, this.day.count(now)),
    };
  }
}

function refusal(per: BudgetRefusal['per'], waitMs: number): BudgetRefusal {
  return { per, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) };
}
