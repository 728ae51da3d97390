import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backoffMs } from '../../../src/domain/retry-policy.ts';

const policy = { baseMs: 1000, capMs: 60_000 };
const nearlyOne = 1 - Number.EPSILON;

describe('backoff', () => {
  it('doubles its bound with every attempt until the cap', () => {
    const bounds = [1, 2, 3, 4, 5, 6, 7, 8, 30].map((attempt) => backoffMs(policy, attempt, nearlyOne));
    expect(bounds).toEqual([999, 1999, 3999, 7999, 15_999, 31_999, 59_999, 59_999, 59_999]);
  });

  it('draws evenly from zero to the bound: full jitter', () => {
    expect(backoffMs(policy, 3, 0)).toBe(0);
    expect(backoffMs(policy, 3, 0.25)).toBe(1000);
    expect(backoffMs(policy, 3, 0.5)).toBe(2000);
  });

  it('stays a whole, finite number of milliseconds below the cap, whatever the attempt', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -5, max: 1_000_000 }),
        fc.double({ min: 0, max: nearlyOne, noNaN: true }),
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 0, max: 3_600_000 }),
        (attempt, random, baseMs, more) => {
          const capMs = baseMs + more;
          const wait = backoffMs({ baseMs, capMs }, attempt, random);
          expect(Number.isSafeInteger(wait)).toBe(true);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThanOrEqual(capMs);
        },
      ),
      { seed: 11 },
    );
  });
});
