import { TokenBucket } from './token-bucket.ts';

/** Keys that are remembered; the one that failed longest ago is forgotten first. */
const MAX_KEYS = 10_000;

/** Counts failures by address, so that whoever guesses has to wait. Success costs nothing. */
export class FailureBudget {
  private readonly buckets = new Map<string | number, TokenBucket>();

  /**
   * @param burst failures that a key may have at once
   * @param perSecond failures a second that it may have for long
   */
  constructor(
    private readonly burst: number,
    private readonly perSecond: number,
  ) {}

  /**
   * @param key who tries
   * @param nowMs milliseconds on any steady clock
   * @returns whether it has failed too often to try again now
   */
  isSpent(key: string | number, nowMs: number): boolean {
    return this.buckets.get(key)?.isEmpty(nowMs) ?? false;
  }

  /**
   * @param key who has failed
   * @param nowMs milliseconds on any steady clock
   */
  spend(key: string | number, nowMs: number): void {
    const bucket = this.buckets.get(key) ?? new TokenBucket(this.burst, this.perSecond);
    bucket.take(nowMs);
    this.buckets.delete(key);
    this.buckets.set(key, bucket);
    const [oldest] = this.buckets.keys();
    if (this.buckets.size > MAX_KEYS && oldest !== undefined) this.buckets.delete(oldest);
  }
}
