import { describe, expect, it } from '@jest/globals';
import { coverageProblems, coverageTable } from '../../support/coverage-summary.ts';
import type { CoverageMap } from '../../support/coverage-summary.ts';

const mapOf = (files: Readonly<Record<string, readonly [covered: number, total: number]>>): CoverageMap => ({
  files: () => Object.keys(files),
  fileCoverageFor: (file) => {
    const [covered, total] = files[file] ?? [0, 0];
    return { toSummary: () => ({ statements: { covered, total } }) };
  },
});

describe('the summary of the coverage', () => {
  it('adds up the folders of src, and leaves stand-ins, command line and tests out of the total', () => {
    const map = mapOf({
      '/repo/src/queue/a.ts': [9, 10],
      '/repo/src/queue/deep/b.ts': [0, 10],
      '/repo/src/main.ts': [20, 20],
      '/repo/src/cli/c.ts': [0, 100],
      '/repo/test/support/d.ts': [0, 100],
    });
    const table = coverageTable(map, '/repo').join('\n');
    expect(table).toMatch(/queue +45\.0 % {2}of 20/);
    expect(table).toMatch(/cli +0\.0 % {2}of 100/);
    expect(table).toMatch(/total without sandbox and cli +72\.5 % {2}of 40/);
    expect(table).not.toContain('support');
  });

  it('finds a total at its limit too low, and one above it good', () => {
    expect(coverageProblems(mapOf({ '/repo/src/domain/a.ts': [85, 100] }), '/repo')).toEqual([
      'Coverage of the total is 85.0 %, wanted above 85 %.',
    ]);
    expect(coverageProblems(mapOf({ '/repo/src/domain/a.ts': [86, 100] }), '/repo')).toEqual([]);
  });

  it('holds the folders that matter most to a limit of their own', () => {
    const map = mapOf({ '/repo/src/domain/a.ts': [1000, 1000], '/repo/src/queue/b.ts': [80, 100] });
    expect(coverageProblems(map, '/repo')).toEqual(['Coverage of queue is 80.0 %, wanted above 80 %.']);
  });
});
