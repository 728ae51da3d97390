/** Counts calls by operation. */
export class OperationCounter {
  private readonly counts = new Map<string, number>();

  /** @param operation name of the operation that was called */
  add(operation: string): void {
    this.counts.set(operation, (this.counts.get(operation) ?? 0) + 1);
  }

  /** @returns the number of calls by operation */
  snapshot(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.counts);
  }
}
