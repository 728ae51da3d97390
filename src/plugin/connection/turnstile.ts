/** Lets a limited number in at once; the others wait in the order they came. */
export class Turnstile {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  /**
   * @param width how many may be inside at once
   */
  constructor(width: number) {
    this.free = width;
  }

  /**
   * @param work what to do inside
   * @returns what it returned
   */
  async through<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((enter) => this.waiting.push(enter));
    try {
      return await work();
    } finally {
      // The place is handed on, so that nobody who comes now is in before those who wait.
      const next = this.waiting.shift();
      if (next === undefined) this.free += 1;
      else next();
    }
  }
}
