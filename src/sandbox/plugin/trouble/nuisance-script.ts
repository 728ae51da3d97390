import type { Nuisance, NuisanceKind, NuisanceSource, Occasion } from './nuisance.ts';

/** One line of a script; of `nth` and `every` at most one is set, without both the line hits every match. */
export interface NuisanceEntry {
  /** A moment, or one ending in `*` for all that begin so. */
  readonly moment: string;
  readonly fault: NuisanceKind;
  /** Only about commands of this type. */
  readonly command?: string;
  /** Hit the n-th match only, counted from 1 since the script was set. */
  readonly nth?: number;
  /** Hit each n-th match. */
  readonly every?: number;
  /** Stop after so many hits. */
  readonly times?: number;
  readonly delayMs?: number;
}

/** Nuisances written down by hand, in order: the first line that is due wins. */
export class NuisanceScript implements NuisanceSource {
  private readonly lines: { readonly entry: NuisanceEntry; seen: number; hits: number }[];

  /** @param entries the lines, first ones take precedence */
  constructor(entries: readonly NuisanceEntry[]) {
    this.lines = entries.map((entry) => ({ entry, seen: 0, hits: 0 }));
  }

  /**
   * @param occasion what happens
   * @returns the nuisance that strikes it; undefined when none does
   */
  decide(occasion: Occasion): Nuisance | undefined {
    const matching = this.lines.filter(({ entry }) => matches(entry, occasion));
    for (const line of matching) line.seen += 1;
    const due = matching.find(({ entry, seen, hits }) => isDue(entry, seen, hits));
    if (due === undefined) return undefined;
    due.hits += 1;
    return { kind: due.entry.fault, delayMs: due.entry.delayMs };
  }
}

function matches(entry: NuisanceEntry, occasion: Occasion): boolean {
  const fits = entry.moment.endsWith('*')
    ? occasion.moment.startsWith(entry.moment.slice(0, -1))
    : occasion.moment === entry.moment;
  return fits && (entry.command === undefined || entry.command === occasion.command);
}

function isDue(entry: NuisanceEntry, seen: number, hits: number): boolean {
  if (entry.times !== undefined && hits >= entry.times) return false;
  if (entry.nth !== undefined) return seen === entry.nth;
  return seen % (entry.every ?? 1) === 0;
}
