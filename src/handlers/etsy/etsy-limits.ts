import type { Verdict } from '../http/call-failed.error.ts';
import type { HttpAnswer } from '../http/http-transport.ts';
import { integerOf } from '../http/json-shape.ts';
import { retryAfterMs } from '../http/retry-after.ts';

/** Names of the two budgets that every call of the application spends, whichever shop it is for. */
export const SECOND = 'second';
/** See {@link SECOND}. */
export const DAY = 'day';

/** What Etsy says, with any answer, of the calls that remain. */
export interface EtsyLimits {
  readonly remainingThisSecond: number | undefined;
  readonly remainingToday: number | undefined;
  readonly perSecond: number | undefined;
  readonly perDay: number | undefined;
}

/** Wait after a limit a second whose length Etsy did not name. */
const SECOND_MS = 1_000;
/** Wait after a daily limit whose length Etsy did not name: the window slides, so some of it is back within an hour. */
const DAY_MS = 3_600_000;
/** No limit a second asks for so long a wait, so this one is the daily limit. */
const LONGEST_SECOND_WAIT_MS = 60_000;

/**
 * Reads Etsy's rate headers.
 * @param headers an answer's headers
 * @returns the numbers they hold
 */
export function etsyLimitsOf(headers: Headers): EtsyLimits {
  const number = (name: string): number | undefined => {
    const value = integerOf(headers.get(name)?.trim());
    return value === undefined || value < 0 ? undefined : value;
  };
  return {
    remainingThisSecond: number('x-remaining-this-second'),
    remainingToday: number('x-remaining-today'),
    perSecond: number('x-limit-per-second'),
    perDay: number('x-limit-per-day'),
  };
}

/**
 * Decides what follows from a 429. The daily limit closes Etsy for every shop; a limit a second only its budget.
 * @param answer the 429
 * @param nowMs the present, for a Retry-After that is a date
 * @returns a wait that costs no attempt
 */
export function limitVerdict(answer: HttpAnswer, nowMs: number): Verdict {
  const asked = retryAfterMs(answer.headers.get('retry-after'), nowMs);
  const isDaily =
    etsyLimitsOf(answer.headers).remainingToday === 0 ||
    /\bday\b|daily|\bqpd\b/i.test(answer.text) ||
    (asked ?? 0) > LONGEST_SECOND_WAIT_MS;
  return {
    kind: 'repeat',
    options: {
      afterMs: asked ?? (isDaily ? DAY_MS : SECOND_MS),
      blocks: isDaily ? 'application' : { scope: SECOND },
      costsAttempt: false,
    },
  };
}
