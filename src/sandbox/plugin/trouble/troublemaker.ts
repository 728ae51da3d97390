import type { Life } from '../life.ts';
import { WorkerEnded } from '../life.ts';
import type { Nuisance, NuisanceSource, Occasion } from './nuisance.ts';

/** What trouble can do to a worker. */
export interface Victim {
  /** Cuts the socket. */
  cut(): void;
  /**
   * Ends the worker.
   * @param restartMs when the browser starts another one, undefined for never
   */
  die(restartMs: number | undefined): void;
  /** Loses the journal. */
  loseJournal(): void;
}

/** Decides what goes wrong, counts it, and does what concerns the whole worker. */
export class Troublemaker {
  private sources: readonly NuisanceSource[] = [];
  private readonly counts = new Map<string, number>();
  private awakeAt = 0;

  /** @param sources asked in order, the first one that decides wins; none ends all trouble */
  use(sources: readonly NuisanceSource[]): void {
    this.sources = sources;
  }

  /** @returns nuisances so far, by `<moment> <kind>` */
  injected(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.counts);
  }

  /**
   * @param occasion what happens
   * @returns what goes wrong, undefined for nothing
   */
  decide(occasion: Occasion): Nuisance | undefined {
    let chosen: Nuisance | undefined;
    for (const source of this.sources) {
      const nuisance = source.decide(occasion);
      chosen ??= nuisance;
    }
    if (chosen !== undefined) {
      const key = `${occasion.moment} ${chosen.kind}`;
      this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
    }
    return chosen;
  }

  /**
   * Lets happen what may happen between two steps of a command.
   *
   * @param occasion which steps
   * @param life of the worker
   * @param victim the worker
   * @throws WorkerEnded when the worker ends
   */
  async at(occasion: Occasion, life: Life, victim: Victim): Promise<void> {
    await this.awake(life);
    await this.strike(this.decide(occasion), 'both', life, victim);
  }

  /**
   * Does what a nuisance does to the worker as a whole; what it does to a message is up to the caller.
   *
   * @param nuisance what was decided
   * @param side which of the nuisances with two sides
   * @param life of the worker
   * @param victim the worker
   * @throws WorkerEnded when the worker ends
   */
  async strike(
    nuisance: Nuisance | undefined,
    side: 'before' | 'after' | 'both',
    life: Life,
    victim: Victim,
  ): Promise<void> {
    if (nuisance === undefined) return;
    const { kind, delayMs } = nuisance;
    if (kind.startsWith('cut_') && (side === 'both' || kind === `cut_${side}`)) victim.cut();
    if (kind.startsWith('die_') && (side === 'both' || kind === `die_${side}`)) {
      victim.die(delayMs);
      throw new WorkerEnded();
    }
    if (side === 'after') return;
    if (kind === 'lose_journal') victim.loseJournal();
    if (kind === 'delay') await life.wait(delayMs ?? 0);
    if (kind === 'sleep') {
      this.awakeAt = performance.now() + (delayMs ?? 0);
      await this.awake(life);
    }
  }

  /**
   * @param life of the worker
   * @returns once the worker is not asleep
   * @throws WorkerEnded when the worker ends
   */
  async awake(life: Life): Promise<void> {
    for (;;) {
      life.check();
      const left = this.awakeAt - performance.now();
      if (left <= 0) return;
      await life.wait(Math.ceil(left));
    }
  }
}
