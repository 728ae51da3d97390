import { pace } from '../storage.ts';

/** How long to wait before connecting again: longer each time, and not at the same moment as everybody else. */
export class Backoff {
  private attempts = 0;

  /** The connection stands. */
  reset(): void {
    this.attempts = 0;
  }

  /** @returns milliseconds */
  async next(): Promise<number> {
    const { reconnect, reconnect_most: most } = await pace();
    const wait = Math.min(most, reconnect * 2 ** this.attempts);
    this.attempts += 1;
    return wait * (0.5 + Math.random() / 2);
  }
}
