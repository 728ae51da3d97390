import { describe, expect, it } from '@jest/globals';
import { matrixLines } from '../../support/conformance/matrix.ts';

const CELL = { transport: 'api', handler: 'ebay publish', passed: 3, total: 3, points: 3 } as const;

describe('the matrix of handlers and faults', () => {
  it('shows what passed, what was sampled, and why something was not tried', () => {
    const text = matrixLines([
      { ...CELL, fault: 'crash' },
      { ...CELL, fault: '429', passed: 2, total: 3, points: 9 },
      { ...CELL, fault: '401 once', passed: 0, total: 0, points: 0, notApplicable: 'it makes no such call' },
    ]).join('\n');
    expect(text).toContain('5 of 6 passed');
    expect(text).toMatch(/ebay publish .*2\/3\* +n\/a +3\/3/);
    expect(text).toContain('n/a  ebay publish, 401 once: it makes no such call');
    expect(text).toContain('a seeded sample of 9 points');
  });

  it('is empty where the kit did not run', () => {
    expect(matrixLines([])).toEqual([]);
  });
});
