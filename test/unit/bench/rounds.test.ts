import { describe, expect, it } from '@jest/globals';
import { interleave } from '../../bench/frame/interleave.ts';
import { median, quantile, spread } from '../../bench/frame/statistics.ts';

describe('rounds of the benchmarks', () => {
  it('lets contenders take turns, and does not count the first round', async () => {
    const turns: string[] = [];
    const contender = (name: string) => async (round: number) => {
      turns.push(`${name}${round}`);
      return round;
    };
    const found = await interleave(2, { ours: contender('a'), reference: contender('b') });
    expect(turns).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2']);
    expect(found).toEqual({ ours: [1, 2], reference: [1, 2] });
  });

  it('are summed up by their middle and their ends', () => {
    expect(median([9, 1, 4])).toBe(4);
    expect(median([9, 1, 4, 6])).toBe(5);
    expect(median([])).toBeNaN();
    expect(spread([9, 1, 4])).toEqual([1, 9]);
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(quantile(hundred, 0.99)).toBe(100);
    expect(quantile(hundred, 0.5)).toBe(51);
  });
});
