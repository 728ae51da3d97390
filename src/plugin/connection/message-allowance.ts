/** Messages a second that a browser may send for long; one command is three. */
const PER_SECOND = 50;
/** Messages it may send at once: a journal of results after a night offline. */
const BURST = 1000;

/** A token bucket for the messages of one connection. */
export class MessageAllowance {
  private tokens = BURST;
  private lastMs: number | undefined;

  /**
   * @param nowMs milliseconds on any steady clock
   * @returns false for a message too many
   */
  take(nowMs: number): boolean {
    const elapsed = nowMs - (this.lastMs ?? nowMs);
    this.lastMs = nowMs;
    this.tokens = Math.min(BURST, this.tokens + (elapsed / 1000) * PER_SECOND);
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
