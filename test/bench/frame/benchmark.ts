import type { Figure } from './figure.ts';

/** How benchmarks are run. */
export interface BenchOptions {
  /** Measured rounds; one more comes before them and warms up. */
  readonly rounds: number;
  /** Whether sizes may be chosen that take minutes. */
  readonly long: boolean;
  /** How long a soak lasts. */
  readonly minutes: number;
}

/** What a benchmark found: the figure of its name, and further ones. */
export interface Findings {
  readonly lead: Figure;
  readonly parts?: Readonly<Record<string, Figure>>;
}

/** A benchmark: a name and what it measures. */
export interface Benchmark {
  readonly name: string;
  /** True where it is only run when it is asked for by name, since it takes minutes. */
  readonly onDemand?: boolean;
  /**
   * Measures.
   * @param options how
   * @returns the figures; whatever could not be measured says why
   */
  run(options: BenchOptions): Promise<Findings>;
}
