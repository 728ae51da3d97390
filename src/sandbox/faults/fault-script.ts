import type { Fault, FaultKind, FaultSource, FaultTarget } from './fault.ts';

/** One line of a script; of `nth` and `every` at most one is set, without both the line hits every matching call. */
export interface FaultScriptEntry {
  /** Name of an operation, or `*` for all. */
  readonly operation: string;
  /** Only calls about this resource. */
  readonly resource?: string;
  readonly fault: FaultKind;
  /** Hit the n-th matching call only, counted from 1 since the script was set. */
  readonly nth?: number;
  /** Hit each n-th matching call. */
  readonly every?: number;
  /** Stop after so many hits. */
  readonly times?: number;
  readonly retryAfterSeconds?: number;
  readonly errorId?: number;
  readonly delayMs?: number;
}

/** Faults written down by hand, in order: the first line that is due wins. */
export class FaultScript implements FaultSource {
  private readonly lines: { readonly entry: FaultScriptEntry; seen: number; hits: number }[];

  /** @param entries the lines, first ones take precedence */
  constructor(entries: readonly FaultScriptEntry[]) {
    this.lines = entries.map((entry) => ({ entry, seen: 0, hits: 0 }));
  }

  /**
   * @param target the call
   * @returns the fault that strikes it; undefined when none does
   */
  decide(target: FaultTarget): Fault | undefined {
    // Every matching line counts the call, so `nth` means the same whatever the lines above it do.
    const matching = this.lines.filter(({ entry }) => matches(entry, target));
    for (const line of matching) line.seen += 1;
    const due = matching.find(({ entry, seen, hits }) => isDue(entry, seen, hits));
    if (due === undefined) return undefined;
    due.hits += 1;
    return {
      kind: due.entry.fault,
      retryAfterSeconds: due.entry.retryAfterSeconds ?? 1,
      errorId: due.entry.errorId,
      delayMs: due.entry.delayMs,
    };
  }
}

function matches(entry: FaultScriptEntry, target: FaultTarget): boolean {
  return (
    (entry.operation === '*' || entry.operation === target.operation) &&
    (entry.resource === undefined || entry.resource === target.resource) &&
    target.applicable.has(entry.fault)
  );
}

function isDue(entry: FaultScriptEntry, seen: number, hits: number): boolean {
  if (entry.times !== undefined && hits >= entry.times) return false;
  if (entry.nth !== undefined) return seen === entry.nth;
  return seen % (entry.every ?? 1) === 0;
}
