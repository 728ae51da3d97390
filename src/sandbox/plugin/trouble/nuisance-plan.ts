import { seededChance } from '../../random/seeded-chance.ts';
import { MESSAGE_NUISANCES, NUISANCES } from './nuisance.ts';
import type { Nuisance, NuisanceKind, NuisanceSource, Occasion } from './nuisance.ts';

/** A random plan that can be repeated: the same seed meets the same commands with the same trouble. */
export interface NuisancePlanSettings {
  readonly seed: string;
  /** Probability of each kind per occasion; together at most 1. */
  readonly rates: Readonly<Partial<Record<NuisanceKind, number>>>;
  /** Only these moments; all when absent. */
  readonly moments?: readonly string[];
  /** Most nuisances in a row at one moment of one command, default 2, so that work always finishes. */
  readonly maxConsecutive?: number;
  readonly delayMs?: number;
}

/** Draws nuisances, independently of the order in which commands come. */
export class NuisancePlan implements NuisanceSource {
  private readonly history = new Map<string, { drawn: number; consecutive: number }>();

  /** @param plan seed, rates and bounds */
  constructor(private readonly plan: NuisancePlanSettings) {}

  /**
   * @param occasion what happens
   * @returns the nuisance that strikes it; undefined when none does
   */
  decide(occasion: Occasion): Nuisance | undefined {
    if (this.plan.moments !== undefined && !this.plan.moments.includes(occasion.moment)) return undefined;
    const key = `${occasion.moment}\n${occasion.commandId}`;
    const past = this.history.get(key) ?? { drawn: 0, consecutive: 0 };
    this.history.set(key, past);
    const kind = this.draw(occasion, seededChance(this.plan.seed, key, past.drawn));
    past.drawn += 1;
    if (kind === undefined || past.consecutive >= (this.plan.maxConsecutive ?? 2)) {
      past.consecutive = 0;
      return undefined;
    }
    past.consecutive += 1;
    return { kind, delayMs: this.plan.delayMs };
  }

  private draw(occasion: Occasion, chance: number): NuisanceKind | undefined {
    const isMessage = /^(receive|send):/.test(occasion.moment);
    let reached = 0;
    for (const kind of NUISANCES) {
      reached += this.plan.rates[kind] ?? 0;
      if (chance < reached) return isMessage || !MESSAGE_NUISANCES.has(kind) ? kind : undefined;
    }
    return undefined;
  }
}
