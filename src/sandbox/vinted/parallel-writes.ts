/** Watches how many writes are under way at once. */
export class ParallelWrites {
  private current = 0;
  private most = 0;

  /** @returns the most writes that were ever under way at the same moment */
  get peak(): number {
    return this.most;
  }

  /**
   * @param work one write
   * @returns what it returned
   */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.current += 1;
    this.most = Math.max(this.most, this.current);
    try {
      return await work();
    } finally {
      this.current -= 1;
    }
  }
}
