import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seededChance } from '../../../src/sandbox/random/seeded-chance.ts';
import { SeededRandom } from '../../../src/sandbox/random/seeded-random.ts';

describe('seeded randomness', () => {
  it('repeats itself for one seed and differs for another', () => {
    const sequence = (seed: string): readonly number[] => {
      const random = new SeededRandom(seed);
      return Array.from({ length: 20 }, () => random.next());
    };
    expect(sequence('a')).toEqual(sequence('a'));
    expect(sequence('a')).not.toEqual(sequence('b'));
  });

  it('stays within its bounds', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: -50, max: 50 }), fc.nat(100), (seed, low, span) => {
        const random = new SeededRandom(seed);
        const value = random.integer(low, low + span);
        const chance = seededChance(seed, String(low), span);
        return Number.isInteger(value) && value >= low && value <= low + span && chance >= 0 && chance < 1;
      }),
      { seed: 1 },
    );
  });

  it('reaches both ends', () => {
    const random = new SeededRandom('ends');
    const seen = new Set(Array.from({ length: 200 }, () => random.integer(1, 4)));
    expect([...seen].sort()).toEqual([1, 2, 3, 4]);
  });

  it('picks nothing from nothing', () => {
    expect(() => new SeededRandom('a').pick([])).toThrow(RangeError);
  });
});
