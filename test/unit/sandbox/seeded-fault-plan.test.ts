import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FAULT_KINDS, type FaultTarget } from '../../../src/sandbox/faults/fault.ts';
import { SeededFaultPlan, type FaultPlan } from '../../../src/sandbox/faults/seeded-fault-plan.ts';

const target = (resource: string, operation = 'publishOffer'): FaultTarget => ({
  operation,
  resource,
  applicable: new Set(FAULT_KINDS),
});
const drawn = (plan: FaultPlan, resources: readonly string[]): readonly (string | undefined)[] => {
  const source = new SeededFaultPlan(plan);
  return resources.map((resource) => source.decide(target(resource))?.kind);
};
const RATES = { lose_answer: 0.2, error_after: 0.2, rate_limited: 0.1 };

describe('a seeded fault plan', () => {
  it('meets the same calls with the same faults, and other ones under another seed', () => {
    const calls = Array.from({ length: 40 }, (_unused, index) => `SKU${index % 10}`);
    expect(drawn({ seed: 'a', rates: RATES }, calls)).toEqual(drawn({ seed: 'a', rates: RATES }, calls));
    expect(drawn({ seed: 'a', rates: RATES }, calls)).not.toEqual(drawn({ seed: 'b', rates: RATES }, calls));
  });

  it('does not depend on the order in which resources are called', () => {
    const forwards = drawn({ seed: 'a', rates: RATES }, ['S1', 'S2', 'S3', 'S4']);
    const backwards = drawn({ seed: 'a', rates: RATES }, ['S4', 'S3', 'S2', 'S1']);
    expect([...backwards].reverse()).toEqual(forwards);
  });

  it('never strikes one operation and resource more often in a row than allowed', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 3 }), (seed, maxConsecutive) => {
        const plan = { seed, rates: { error_before: 0.9 }, maxConsecutive };
        const hits = drawn(plan, Array<string>(60).fill('SKU1')).map((kind) =>
          kind === undefined ? ' ' : 'x',
        );
        const longest = Math.max(
          ...hits
            .join('')
            .split(' ')
            .map((run) => run.length),
        );
        return longest <= maxConsecutive;
      }),
      { seed: 1 },
    );
  });

  it('strikes about as often as its rates say', () => {
    const calls = Array.from({ length: 4000 }, (_unused, index) => `SKU${index}`);
    const hits = drawn({ seed: 'rate', rates: RATES }, calls);
    expect(hits.filter((kind) => kind === 'lose_answer').length / 4000).toBeCloseTo(0.2, 1);
    expect(hits.filter((kind) => kind === 'rate_limited').length / 4000).toBeCloseTo(0.1, 1);
  });

  it('leaves out kinds that do not fit the operation, and operations it was not meant for', () => {
    const source = new SeededFaultPlan({ seed: 'a', rates: { concurrent: 1 }, operations: ['createOffer'] });
    expect(source.decide({ ...target('S'), operation: 'getOffer' })).toBeUndefined();
    expect(source.decide({ operation: 'createOffer', resource: 'S', applicable: new Set() })).toBeUndefined();
    expect(source.decide(target('S', 'createOffer'))?.kind).toBe('concurrent');
  });
});
