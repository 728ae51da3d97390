import { createHash } from 'node:crypto';

/** A small deterministic generator (mulberry32) for data that only has to look varied. */
export class SeededRandom {
  private state: number;

  /** @param seed equal seeds give equal sequences */
  constructor(seed: string | number) {
    this.state = createHash('sha256').update(String(seed)).digest().readUInt32BE(0);
  }

  /** @returns the next number in [0, 1) */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /**
   * @param low lowest value
   * @param high highest value
   * @returns the next integer between the two, both included
   */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /**
   * @param values at least one value
   * @returns one of them
   * @throws RangeError when there is none
   */
  pick<Value>(values: readonly Value[]): Value {
    if (values.length === 0) throw new RangeError('nothing to pick from');
    return values[this.integer(0, values.length - 1)] as Value;
  }

  /**
   * @param probability between 0 and 1
   * @returns true that often
   */
  chance(probability: number): boolean {
    return this.next() < probability;
  }
}
