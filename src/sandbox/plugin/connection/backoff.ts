import type { Life } from '../life.ts';

/** The wait before connecting again: doubled each time, and spread so that plugins do not come back together. */
export class Backoff {
  private failures = 0;
  private wake: (() => void) | undefined;

  /**
   * @param firstMs first wait
   * @param mostMs longest wait
   * @param random in [0, 1)
   */
  constructor(
    private readonly firstMs: number,
    private readonly mostMs: number,
    private readonly random: () => number,
  ) {}

  /** Begins with the shortest wait again, and ends one that is under way. */
  reset(): void {
    this.failures = 0;
    this.wake?.();
  }

  /**
   * @param life of the worker
   * @returns when it is time
   */
  async wait(life: Life): Promise<void> {
    const ms = Math.min(this.mostMs, this.firstMs * 2 ** Math.min(this.failures, 20));
    this.failures += 1;
    const woken = new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    await Promise.race([life.wait(ms * (0.5 + this.random() / 2)), woken]);
    this.wake = undefined;
  }
}
