/** Lets so many in at once; the others wait in the order in which they came. */
export class Room {
  private inside = 0;
  private readonly waiting: (() => void)[] = [];

  /** @param places how many */
  constructor(private readonly places: number) {}

  /**
   * @param work what is done inside
   * @returns what it returns
   */
  async enter<T>(work: () => Promise<T>): Promise<T> {
    if (this.inside >= this.places) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.inside += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.inside -= 1;
      else next();
    }
  }
}
