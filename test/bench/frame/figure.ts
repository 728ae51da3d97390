/** One figure of a benchmark, beside what it should be and what another program needs for the same. */
export interface Figure {
  /** The median of the rounds; null where it could not be measured. */
  readonly value: number | null;
  readonly unit: string;
  /** The least and the most of the rounds. */
  readonly spread?: readonly [number, number];
  /** The same work by other means in the same run; null where there is none. */
  readonly reference: number | null;
  /** `value` divided by `reference`. */
  readonly ratio: number | null;
  /** What is wanted, as a sentence; null where the figure is only told. */
  readonly target: string | null;
  /** Whether it is met; null where nothing is wanted or nothing could be measured. */
  readonly ok: boolean | null;
  /** Why it is not met, or why that is not known. */
  readonly reason?: string;
  /** Write transactions per job, each of which waits for the disk. */
  readonly transactions_per_job?: number;
  readonly wal_bytes_per_job?: number;
  /** What was measured, and how, in a line. */
  readonly note: string;
}

/** Something that is wanted of a figure. */
export interface Bound {
  readonly of: 'value' | 'ratio';
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** What was measured, before it is compared with anything. */
export interface Measured {
  readonly value: number;
  readonly unit: string;
  readonly note: string;
  readonly spread?: readonly [number, number];
  readonly reference?: number;
  readonly transactions_per_job?: number;
  readonly wal_bytes_per_job?: number;
}

/**
 * Compares a measurement with what is wanted.
 * @param measured the measurement
 * @param bounds all of which must hold; none where the figure is only told
 * @returns the figure
 */
export function judged(measured: Measured, ...bounds: readonly Bound[]): Figure {
  return figure(measured, bounds, ' and ', (results) => results.every(Boolean));
}

/**
 * Compares a measurement with what is wanted, where one of several is enough.
 * @param measured the measurement
 * @param bounds one of which must hold
 * @returns the figure
 */
export function judgedByAny(measured: Measured, ...bounds: readonly Bound[]): Figure {
  return figure(measured, bounds, ' or ', (results) => results.some(Boolean));
}

/**
 * @param reason why nothing was measured
 * @param target what is wanted
 * @returns the figure of it
 */
export function unmeasured(reason: string, target: string | null = null): Figure {
  return { value: null, unit: '', reference: null, ratio: null, target, ok: null, reason, note: '' };
}

function figure(
  measured: Measured,
  bounds: readonly Bound[],
  joint: string,
  enough: (results: readonly boolean[]) => boolean,
): Figure {
  const reference = measured.reference ?? null;
  const ratio = reference === null ? null : measured.value / reference;
  const results = bounds.map((bound) => holds(bound, bound.of === 'value' ? measured.value : ratio));
  const ok = bounds.length === 0 ? null : enough(results);
  const missed = bounds.filter((_, index) => results[index] !== true).map(words);
  return {
    ...measured,
    value: rounded(measured.value),
    reference: reference === null ? null : rounded(reference),
    ratio: ratio === null ? null : rounded(ratio),
    target: bounds.length === 0 ? null : bounds.map(words).join(joint),
    ok,
    ...(measured.spread && { spread: [rounded(measured.spread[0]), rounded(measured.spread[1])] as const }),
    ...(ok === null && { reason: 'told only: nothing is wanted of it' }),
    ...(ok === false && { reason: `not ${missed.join(joint)}` }),
  };
}

/** What was not measured does not hold. */
function holds({ atLeast, atMost }: Bound, value: number | null): boolean {
  if (value === null || Number.isNaN(value)) return false;
  return (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
}

function words({ of, atLeast, atMost }: Bound): string {
  return [
    ...(atLeast === undefined ? [] : [`${of} >= ${atLeast}`]),
    ...(atMost === undefined ? [] : [`${of} <= ${atMost}`]),
  ].join(', ');
}

/** Three digits that count; whole numbers stay whole. */
function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
