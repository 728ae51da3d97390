import { FAULT_KINDS, type Fault, type FaultKind, type FaultSource, type FaultTarget } from './fault.ts';
import { seededChance } from '../random/seeded-chance.ts';

/** A random plan that can be repeated: the same seed meets the same calls with the same faults. */
export interface FaultPlan {
  readonly seed: string;
  /** Probability of each kind per call; together at most 1. */
  readonly rates: Readonly<Partial<Record<FaultKind, number>>>;
  /** Only these operations; all when absent. */
  readonly operations?: readonly string[];
  /** Most faults in a row for one (operation, resource), default 2, so that work always finishes. */
  readonly maxConsecutive?: number;
  readonly retryAfterSeconds?: number;
  /** Error number for `refuse`. */
  readonly errorId?: number;
  /** Milliseconds for `slow`. */
  readonly delayMs?: number;
}

/** Draws faults by a {@link FaultPlan}, independently of the order in which calls arrive. */
export class SeededFaultPlan implements FaultSource {
  private readonly plan: FaultPlan;
  private readonly history = new Map<string, { calls: number; consecutive: number }>();

  /** @param plan seed, rates and bounds */
  constructor(plan: FaultPlan) {
    this.plan = plan;
  }

  /**
   * @param target the call
   * @returns the fault that strikes it; undefined when none does
   */
  decide(target: FaultTarget): Fault | undefined {
    if (this.plan.operations !== undefined && !this.plan.operations.includes(target.operation))
      return undefined;
    const key = `${target.operation}\n${target.resource}`;
    const past = this.history.get(key) ?? { calls: 0, consecutive: 0 };
    this.history.set(key, past);
    const kind = this.draw(target, seededChance(this.plan.seed, key, past.calls));
    past.calls += 1;
    if (kind === undefined || past.consecutive >= (this.plan.maxConsecutive ?? 2)) {
      past.consecutive = 0;
      return undefined;
    }
    past.consecutive += 1;
    const { retryAfterSeconds = 1, errorId, delayMs } = this.plan;
    return { kind, retryAfterSeconds, errorId, delayMs };
  }

  private draw(target: FaultTarget, chance: number): FaultKind | undefined {
    let reached = 0;
    for (const kind of FAULT_KINDS) {
      reached += this.plan.rates[kind] ?? 0;
      if (chance < reached) return target.applicable.has(kind) ? kind : undefined;
    }
    return undefined;
  }
}
