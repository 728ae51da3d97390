/** What a run came to. */
export interface ChaosReport {
  readonly jobs: number;
  /** Jobs by action and by how they ended. */
  readonly actions: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Faults that really happened. */
  readonly faults: {
    readonly kill: number;
    readonly stop: number;
    readonly database_restart: number;
    readonly terminated_connections: number;
    readonly half_open: number;
    readonly commit_error: number;
    /** Server processes whose clock was an hour wrong. */
    readonly clock_offset: number;
    /** Faults of the marketplaces. */
    readonly marketplace: number;
  };
  /** Jobs and batches that did not end, batches whose counts do not add up, and requests that were taken and are not there. */
  readonly lost: number;
  /** As the stand-ins count it. */
  readonly listed_twice: number;
  /** Tasks executed again after they were journalled as success. */
  readonly repeated_after_success: number;
  /** Jobs that began anew, since another one had listed their product meanwhile. */
  readonly begun_anew: number;
  /** Tasks that were seen as a success while something failed, and looked at again at the end. */
  readonly successes_watched: number;
  /** Commands that a browser carried out twice. */
  readonly commands_executed_twice: number;
  /** Changes under a lease that was lost. */
  readonly zombie_writes: number;
  /** Lanes whose count of running jobs is not 0 at the end, and corrections by the sweeper. */
  readonly lanes_running: number;
  readonly sweeper_corrections: number;
  /** Live listings at the marketplaces that StoFlow does not know of. */
  readonly unknown_listings: number;
  /** From the death of a server to the next progress of each job that it held. */
  readonly resume_ms: Percentiles;
  /** The same under a lease of 30 s. */
  readonly resume_long_lease_ms?: Percentiles;
  readonly seconds: number;
  readonly seed: string;
}

/** Milliseconds. */
export interface Percentiles {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly of: number;
}

/**
 * @param sorted values in order
 * @returns the middle, and the value that nineteen in twenty do not exceed
 */
export function percentiles(sorted: readonly number[]): Percentiles {
  const at = (share: number): number | null => {
    const value = sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    return value === undefined ? null : Math.round(value);
  };
  return { p50: at(0.5), p95: at(0.95), of: sorted.length };
}

/**
 * @param report of a run
 * @returns what broke a promise, in words; empty where everything held
 */
export function brokenPromises(report: ChaosReport): readonly string[] {
  const zero = [
    'lost',
    'listed_twice',
    'repeated_after_success',
    'commands_executed_twice',
    'zombie_writes',
    'lanes_running',
    'sweeper_corrections',
    'unknown_listings',
  ] as const;
  const missing = Object.entries(report.faults).filter(([, count]) => count === 0);
  return [
    ...zero.filter((name) => report[name] !== 0).map((name) => `${name} is ${report[name]}`),
    ...missing.map(([kind]) => `no fault of the kind ${kind} happened`),
  ];
}
