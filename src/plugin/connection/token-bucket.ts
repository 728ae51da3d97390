/** A number of things that may happen at once, and a rate at which more become possible. */
export class TokenBucket {
  private tokens: number;
  private lastMs: number | undefined;

  /**
   * @param burst how many at once
   * @param perSecond how many a second for long
   */
  constructor(
    private readonly burst: number,
    private readonly perSecond: number,
  ) {
    this.tokens = burst;
  }

  /**
   * @param nowMs milliseconds on any steady clock
   * @returns false for one too many
   */
  take(nowMs: number): boolean {
    if (this.isEmpty(nowMs)) return false;
    this.tokens -= 1;
    return true;
  }

  /**
   * @param nowMs milliseconds on the same clock
   * @returns whether the next one would be too many
   */
  isEmpty(nowMs: number): boolean {
    const elapsed = nowMs - (this.lastMs ?? nowMs);
    this.lastMs = nowMs;
    this.tokens = Math.min(this.burst, this.tokens + (elapsed / 1000) * this.perSecond);
    return this.tokens < 1;
  }
}
