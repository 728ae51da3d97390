import { describe, expect, it } from '@jest/globals';
import { FAULT_KINDS, type FaultTarget } from '../../../src/sandbox/faults/fault.ts';
import { FaultScript, type FaultScriptEntry } from '../../../src/sandbox/faults/fault-script.ts';

const target = (operation: string, resource = ''): FaultTarget => ({
  operation,
  resource,
  applicable: new Set(FAULT_KINDS),
});
const run = (
  entries: readonly FaultScriptEntry[],
  operations: readonly string[],
): readonly (string | undefined)[] => {
  const script = new FaultScript(entries);
  return operations.map((operation) => script.decide(target(operation))?.kind);
};

describe('a fault script', () => {
  it('strikes the n-th call of an operation only', () => {
    expect(run([{ operation: 'a', fault: 'hang', nth: 2 }], ['a', 'b', 'a', 'a'])).toEqual([
      undefined,
      undefined,
      'hang',
      undefined,
    ]);
  });

  it('strikes each n-th call, as often as it may', () => {
    const entry = { operation: '*', fault: 'error_before', every: 2, times: 2 } as const;
    expect(run([entry], ['a', 'b', 'a', 'b', 'a', 'b']).map((kind) => kind !== undefined)).toEqual([
      false,
      true,
      false,
      true,
      false,
      false,
    ]);
  });

  it('lets the first line that is due win, while the others keep counting', () => {
    const entries = [
      { operation: 'a', fault: 'lose_answer', nth: 1 },
      { operation: 'a', fault: 'error_after', nth: 2 },
    ] as const;
    expect(run(entries, ['a', 'a', 'a'])).toEqual(['lose_answer', 'error_after', undefined]);
  });

  it('can be bound to one resource', () => {
    const script = new FaultScript([{ operation: 'a', resource: 'S1', fault: 'hang' }]);
    expect(script.decide(target('a', 'S2'))).toBeUndefined();
    expect(script.decide(target('a', 'S1'))?.kind).toBe('hang');
  });

  it('carries the waiting time and the error number', () => {
    const script = new FaultScript([
      { operation: 'a', fault: 'refuse', errorId: 25026, retryAfterSeconds: 3 },
    ]);
    expect(script.decide(target('a'))).toEqual({ kind: 'refuse', errorId: 25026, retryAfterSeconds: 3 });
  });
});
