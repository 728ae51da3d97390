/** How many requests a caller has made, as the store of counts tells. Times are in seconds. */
export interface Allowance {
  readonly limit: number;
  readonly windowSeconds: number;
  readonly hits: number;
  /** Until the window ends and counting begins anew. */
  readonly secondsLeft: number;
  readonly isRefused: boolean;
}

/** Names the only policy there is. */
const POLICY = '"requests"';

/**
 * Tells a caller what it may still ask for (draft-ietf-httpapi-ratelimit-headers, version 10), and when it may ask for all of it again.
 * @param allowance what is counted of it
 * @returns header by name
 */
export function rateLimitHeaders({
  limit,
  windowSeconds,
  hits,
  secondsLeft,
  isRefused,
}: Allowance): Readonly<Record<string, string>> {
  return {
    'RateLimit-Policy': `${POLICY};q=${limit};w=${windowSeconds}`,
    RateLimit: `${POLICY};r=${Math.max(0, limit - hits)};t=${secondsLeft}`,
    ...(isRefused && { 'Retry-After': String(secondsLeft) }),
  };
}
