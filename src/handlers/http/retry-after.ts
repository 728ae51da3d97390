/** Longest wait that is believed: a day, since daily quotas answer with the seconds until their reset. */
const LONGEST_MS = 86_400_000;

/**
 * Reads a Retry-After header (RFC 9110 §10.2.3).
 * @param value seconds or an HTTP date; null where the header is absent
 * @param nowMs the present in milliseconds since 1970, for dates
 * @returns the wait in milliseconds, at most a day; undefined where it says nothing usable
 */
export function retryAfterMs(value: string | null, nowMs: number): number | undefined {
  const text = value?.trim() ?? '';
  // Date.parse also reads "-5" as a date.
  const date = text.endsWith('GMT') ? Date.parse(text) : Number.NaN;
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : date - nowMs;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_MS);
}
