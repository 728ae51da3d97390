/** Counts events of the last so many milliseconds. */
export class SlidingWindow {
  private readonly lengthMs: number;
  private times: number[] = [];
  private oldest = 0;

  /** @param lengthMs length of the window, milliseconds */
  constructor(lengthMs: number) {
    this.lengthMs = lengthMs;
  }

  /**
   * @param now milliseconds since the epoch, never less than before
   * @returns how many events lie in the window
   */
  count(now: number): number {
    while ((this.times[this.oldest] ?? Infinity) <= now - this.lengthMs) this.oldest += 1;
    // Moving the rest to the front at every event would cost a day's events each time.
    if (this.oldest > 1000) {
      this.times = this.times.slice(this.oldest);
      this.oldest = 0;
    }
    return this.times.length - this.oldest;
  }

  /** @param now when the event happens, milliseconds since the epoch */
  add(now: number): void {
    this.times.push(now);
  }

  /**
   * @param now milliseconds since the epoch
   * @returns milliseconds until the oldest event leaves the window, 0 when there is none
   */
  untilOneLeaves(now: number): number {
    const oldest = this.count(now) > 0 ? this.times[this.oldest] : undefined;
    return oldest === undefined ? 0 : oldest + this.lengthMs - now;
  }
}
