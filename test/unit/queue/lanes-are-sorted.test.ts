import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sortedLanes } from '../../../src/queue/keys.ts';

const lane = fc.record({
  tenantId: fc.integer({ min: 1, max: 12 }),
  accountId: fc.integer({ min: 1, max: 12 }),
});

describe('lanes to be locked', () => {
  it('are sorted by number, not by text', () => {
    expect(
      sortedLanes([
        { tenantId: 10, accountId: 1 },
        { tenantId: 9, accountId: 10 },
        { tenantId: 9, accountId: 9 },
      ]),
    ).toEqual([
      { tenantId: 9, accountId: 9 },
      { tenantId: 9, accountId: 10 },
      { tenantId: 10, accountId: 1 },
    ]);
  });

  it('come in one order whatever order they were named in, each once and none lost', () => {
    fc.assert(
      fc.property(fc.array(lane, { maxLength: 40 }), (lanes) => {
        const sorted = sortedLanes(lanes);
        expect(sortedLanes(lanes.toReversed())).toEqual(sorted);
        const keys = sorted.map(({ tenantId, accountId }) => tenantId * 100 + accountId);
        expect(keys).toEqual([...new Set(keys)].sort((a, b) => a - b));
        expect(new Set(keys)).toEqual(
          new Set(lanes.map(({ tenantId, accountId }) => tenantId * 100 + accountId)),
        );
      }),
      { seed: 3 },
    );
  });
});
