import type { ThrottlerStorage } from '@nestjs/throttler';
import { RateLimiterMemory } from 'rate-limiter-flexible';

type Count = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/**
 * Counts requests in windows that begin with a caller's first request. The throttler's own storage remembers every
 * request and looks at all of them at each, which at a few thousand a minute costs more than the rest of a request; a
 * count costs the same however high it is.
 */
export class RequestCounts implements ThrottlerStorage {
  private readonly counts: RateLimiterMemory;

  /**
   * @param limit most requests of a caller in a window
   * @param windowMs length of a window in milliseconds
   */
  constructor(
    private readonly limit: number,
    windowMs: number,
  ) {
    this.counts = new RateLimiterMemory({ points: limit, duration: windowMs / 1000 });
  }

  /**
   * Counts a request. What the throttler tells besides (the limit again, its name) is the same at every request.
   * @param key whose it is
   * @returns where the caller stands, times in seconds
   */
  async increment(key: string): Promise<Count> {
    // Unlike `consume` it counts on above the limit without throwing, which is dear where somebody floods us.
    const { consumedPoints, msBeforeNext } = await this.counts.penalty(key);
    const seconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
    const isBlocked = consumedPoints > this.limit;
    return {
      totalHits: consumedPoints,
      timeToExpire: seconds,
      isBlocked,
      timeToBlockExpire: isBlocked ? seconds : 0,
    };
  }
}
