import { describe, expect, it } from '@jest/globals';
import { progressOf } from '../../../src/cli/progress.ts';

const told = (total: number): readonly string[] => {
  const lines: string[] = [];
  const after = progressOf((line) => void lines.push(line), 'tenants migrated');
  for (let done = 1; done <= total; done += 1) after(done, total);
  return lines;
};

describe('the progress of long work', () => {
  it('is told ten times, however much there is', () => {
    const lines = told(1234);
    expect(lines).toHaveLength(10);
    expect([lines[0], lines[9]]).toEqual([
      '█░░░░░░░░░ 124 of 1234 tenants migrated',
      '██████████ 1234 of 1234 tenants migrated',
    ]);
  });

  it('is not told of what is done at once', () => {
    expect(told(9)).toEqual([]);
  });
});
