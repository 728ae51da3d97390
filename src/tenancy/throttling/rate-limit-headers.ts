/** How many requests a caller has made, as the store of counts tells. Times are in seconds. */
export interface Allowance {
  readonly limit: number;
  readonly windowSeconds: number;
  readonly hits: number;
  /** Until requests are answered again; 0 while they are. */
  readonly blockedSeconds: number;
}

/** Names the only policy there is. */
const POLICY = '"requests"';

/**
 * Tells a caller what it may still ask for (draft-ietf-httpapi-ratelimit-headers, version 10), and for how long it is refused.
 * @param allowance what is counted of it
 * @returns header by name
 */
export function rateLimitHeaders({
  limit,
  windowSeconds,
  hits,
  blockedSeconds,
}: Allowance): Readonly<Record<string, string>> {
  const remaining = blockedSeconds > 0 ? 0 : Math.max(0, limit - hits);
  // Each request is forgotten a window after it was made, so only then is it certain that all are there again.
  const certain = blockedSeconds > 0 ? blockedSeconds : windowSeconds;
  return {
    'RateLimit-Policy': `${POLICY};q=${limit};w=${windowSeconds}`,
    RateLimit: `${POLICY};r=${remaining};t=${certain}`,
    ...(blockedSeconds > 0 && { 'Retry-After': String(blockedSeconds) }),
  };
}
