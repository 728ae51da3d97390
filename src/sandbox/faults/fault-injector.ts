import type { Fault, FaultSource, FaultTarget } from './fault.ts';

/** Number of injected faults by kind, then by operation. */
export type FaultCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Asks its sources in order and counts every fault that is injected. */
export class FaultInjector {
  private sources: readonly FaultSource[] = [];
  private readonly counts = new Map<string, Map<string, number>>();

  /**
   * Replaces what decides faults from now on; the counts stay.
   *
   * @param sources asked in order, the first one that decides wins; none switches faults off
   */
  use(sources: readonly FaultSource[]): void {
    this.sources = sources;
  }

  /**
   * Decides, and counts, the fault of one call.
   *
   * @param target the call
   * @returns the fault, or undefined to let the call pass
   */
  decide(target: FaultTarget): Fault | undefined {
    let chosen: Fault | undefined;
    // All sources see all calls: a script's `nth` must not depend on what a plan drew.
    for (const source of this.sources) {
      const fault = source.decide(target);
      chosen ??= fault;
    }
    if (chosen !== undefined) this.count(chosen.kind, target.operation);
    return chosen;
  }

  /** @returns how many faults were injected, by kind and operation */
  injected(): FaultCounts {
    return Object.fromEntries(
      [...this.counts].map(([kind, operations]) => [kind, Object.fromEntries(operations)]),
    );
  }

  private count(kind: string, operation: string): void {
    const operations = this.counts.get(kind) ?? new Map<string, number>();
    this.counts.set(kind, operations.set(operation, (operations.get(operation) ?? 0) + 1));
  }
}
