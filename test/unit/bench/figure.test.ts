import { describe, expect, it } from '@jest/globals';
import { judged, judgedByAny, unmeasured } from '../../bench/frame/figure.ts';
import { entryOf, rowsOf } from '../../bench/frame/report.ts';

const measured = { value: 90, unit: 'jobs/s', note: 'sixteen lanes' };
const fast = { of: 'value', atLeast: 100 } as const;
const close = { of: 'ratio', atLeast: 0.7 } as const;

describe('figures of the benchmarks', () => {
  it('meet a target only where every bound holds, and name those that do not', () => {
    expect(judged({ ...measured, reference: 100 }, close)).toMatchObject({ ratio: 0.9, ok: true });
    expect(judged({ ...measured, reference: 100 }, close, fast)).toMatchObject({
      target: 'ratio >= 0.7 and value >= 100',
      ok: false,
      reason: 'not value >= 100',
    });
  });

  it('meet a target of alternatives where one of them holds', () => {
    expect(judgedByAny({ ...measured, reference: 100 }, close, fast).ok).toBe(true);
    expect(judgedByAny({ ...measured, reference: 1000 }, close, fast).ok).toBe(false);
  });

  it('do not meet a target without the reference it speaks of', () => {
    expect(judged(measured, close).ok).toBe(false);
  });

  it('say why nothing can be said', () => {
    expect(judged(measured)).toMatchObject({ target: null, ok: null, reason: expect.any(String) });
    expect(unmeasured('it is not installed')).toMatchObject({
      value: null,
      ok: null,
      reason: 'it is not installed',
    });
  });

  it('make a benchmark as good as the worst of its parts', () => {
    const lead = judged(measured, { of: 'value', atLeast: 1 });
    const parts = { one_lane: judged(measured, fast) };
    const entry = entryOf({ lead, parts }, { seconds: 1, load: 0 });
    expect(entry).toMatchObject({ value: 90, ok: false, reason: 'one_lane: not value >= 100' });
    expect(rowsOf('jobs', entry)).toMatch(/one_lane +90 jobs\/s .*value >= 100 +NO/);
  });
});
