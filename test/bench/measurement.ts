/** One figure of a benchmark. */
export interface Figure {
  readonly value: number;
  readonly unit: string;
  /** What was measured, and how, in a line. */
  readonly note: string;
}

/** A benchmark: a name and what it measures. */
export interface Benchmark {
  readonly name: string;
  run(rounds: number): Promise<Readonly<Record<string, Figure>>>;
}

/**
 * @param values measured values
 * @param share which part of them lies below: 0.5 for the median
 * @returns the quantile
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/**
 * @param condition checked until it holds
 * @param everyMs milliseconds between two checks
 */
export async function until(condition: () => Promise<boolean>, everyMs = 10): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, everyMs));
}
