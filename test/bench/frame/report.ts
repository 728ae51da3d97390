import type { Findings } from './benchmark.ts';
import type { Figure } from './figure.ts';

/** A benchmark's entry in the output for programs. */
export type Entry = Figure & {
  readonly seconds: number;
  readonly load: number;
  readonly parts?: Readonly<Record<string, Figure>>;
};

/** When and how a benchmark was run. */
export interface Circumstances {
  readonly seconds: number;
  /** The machine's load average of a minute, before the benchmark began. */
  readonly load: number;
}

/**
 * Puts the figures of a benchmark together: it is as good as the worst of them.
 * @param findings what it found
 * @param circumstances when and how
 * @returns its entry
 */
export function entryOf({ lead, parts }: Findings, circumstances: Circumstances): Entry {
  const bad = Object.entries(parts ?? {}).filter(([, { ok }]) => ok === false);
  if (bad.length === 0) return { ...lead, ...circumstances, ...(parts && { parts }) };
  const reasons = bad.map(([name, { reason }]) => `${name}: ${reason ?? ''}`);
  const reason = [...(lead.ok === false ? [lead.reason ?? ''] : []), ...reasons].join('; ');
  return { ...lead, ...circumstances, ok: false, reason, ...(parts && { parts }) };
}

const WIDTHS = [34, 20, 16, 10, 7, 7, 10, 30, 4];
/** The first line of the table. */
export const HEADER = row([
  '',
  'value',
  'spread',
  'reference',
  'ratio',
  'tx/job',
  'WAL B/job',
  'target',
  'ok',
]);

/**
 * @param name of a benchmark
 * @param entry what it found
 * @returns its part of a table for people
 */
export function rowsOf(name: string, entry: Entry): string {
  return [
    `${name}  (${entry.seconds.toFixed(0)} s, load ${entry.load.toFixed(1)})`,
    ...Object.entries({ [name]: entry, ...entry.parts }).flatMap(([part, figure]) =>
      figureLines(part, figure),
    ),
  ].join('\n');
}

function figureLines(name: string, figure: Figure): readonly string[] {
  const { value, unit, spread, reference, ratio, target, ok } = figure;
  return [
    row([
      `  ${name}`,
      value === null ? '-' : `${value} ${unit}`,
      spread === undefined ? '' : `${spread[0]}..${spread[1]}`,
      reference === null ? '' : String(reference),
      ratio === null ? '' : String(ratio),
      figure.transactions_per_job === undefined ? '' : figure.transactions_per_job.toFixed(2),
      figure.wal_bytes_per_job === undefined ? '' : figure.wal_bytes_per_job.toFixed(0),
      target ?? '',
      ok === null ? '-' : ok ? 'yes' : 'NO',
    ]),
    ...(figure.note === '' ? [] : [`      ${figure.note}`]),
    ...(figure.reason !== undefined && (target !== null || ok === false) ? [`      ${figure.reason}`] : []),
  ];
}

function row(cells: readonly string[]): string {
  return cells
    .map((cell, index) => cell.padEnd(WIDTHS[index] ?? 0))
    .join(' ')
    .trimEnd();
}
