import { Injectable } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

type Count = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/**
 * Counts requests in windows that begin with a caller's first request. The throttler's own storage remembers every
 * request and looks at all of them at each, which at a few thousand a minute costs more than the rest of a request; a
 * count costs the same however high it is.
 */
@Injectable()
export class RequestCounts implements ThrottlerStorage {
  private readonly windows = new Map<string, RateLimiterMemory>();

  /**
   * Counts a request.
   * @param key whose it is
   * @param ttl length of a window in milliseconds
   * @param limit most requests in a window
   * @param _blockDuration not used: who is refused is answered again when the window ends
   * @param throttlerName which of several limits
   * @returns where the caller stands, times in seconds
   */
  async increment(
    key: string,
    ttl: number,
    limit: number,
    _blockDuration: number,
    throttlerName: string,
  ): Promise<Count> {
    const counted = await this.count(this.windowsOf(throttlerName, limit, ttl), key);
    const seconds = Math.max(1, Math.ceil(counted.msBeforeNext / 1000));
    const isBlocked = counted.consumedPoints > limit;
    return {
      totalHits: counted.consumedPoints,
      timeToExpire: seconds,
      isBlocked,
      timeToBlockExpire: isBlocked ? seconds : 0,
    };
  }

  private async count(windows: RateLimiterMemory, key: string): Promise<RateLimiterRes> {
    try {
      return await windows.consume(key);
    } catch (refused: unknown) {
      if (refused instanceof RateLimiterRes) return refused;
      throw refused;
    }
  }

  private windowsOf(name: string, limit: number, ttl: number): RateLimiterMemory {
    const key = `${name}:${limit}:${ttl}`;
    const known = this.windows.get(key);
    if (known !== undefined) return known;
    const made = new RateLimiterMemory({ points: limit, duration: ttl / 1000 });
    this.windows.set(key, made);
    return made;
  }
}
