import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BATCH_MACHINE, batchStatusOf } from '../../../src/domain/batch-transitions.ts';
import type { StatusCounts } from '../../../src/domain/batch-transitions.ts';
import { JOB_STATUSES } from '../../../src/domain/vocabulary.ts';

const TERMINAL = ['completed', 'partially_failed', 'failed', 'cancelled'];
const NONE: StatusCounts = {
  pending: 0,
  processing: 0,
  paused: 0,
  completed: 0,
  failed: 0,
  cancelled: 0,
  expired: 0,
};
/** Small counts, so that zeros and mixtures of every kind are common. */
const counts = fc.record(
  Object.fromEntries(JOB_STATUSES.map((status) => [status, fc.integer({ min: 0, max: 3 })])),
) as fc.Arbitrary<StatusCounts>;

describe('the status of a batch', () => {
  it('is terminal exactly when no job is open', () => {
    fc.assert(
      fc.property(counts, fc.boolean(), (mixture, started) => {
        const open = mixture.pending + mixture.processing + mixture.paused > 0;
        expect(TERMINAL.includes(batchStatusOf(mixture, started))).toBe(!open);
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  it('says completed only when every job is', () => {
    fc.assert(
      fc.property(counts, fc.boolean(), (mixture, started) => {
        const others = JOB_STATUSES.filter((status) => status !== 'completed' && mixture[status] > 0);
        expect(batchStatusOf(mixture, started) === 'completed').toBe(others.length === 0);
      }),
      { numRuns: 2000, seed: 8 },
    );
  });

  it('never needs a move that the table forbids, from any open batch', () => {
    fc.assert(
      fc.property(counts, fc.boolean(), (mixture, started) => {
        const derived = batchStatusOf(mixture, started);
        for (const from of ['pending', 'processing'] as const) {
          expect(derived === from || BATCH_MACHINE.allows(from, derived)).toBe(true);
        }
      }),
      { numRuns: 500, seed: 9 },
    );
  });

  it.each([
    [{}, false, 'completed'],
    [{ pending: 3 }, false, 'pending'],
    [{ pending: 3 }, true, 'processing'],
    [{ paused: 3 }, false, 'pending'],
    [{ pending: 2, processing: 1 }, false, 'processing'],
    [{ pending: 2, completed: 1 }, false, 'processing'],
    [{ paused: 1, failed: 2 }, true, 'processing'],
    [{ completed: 3 }, true, 'completed'],
    [{ completed: 2, failed: 1 }, true, 'partially_failed'],
    [{ completed: 2, expired: 1 }, true, 'partially_failed'],
    [{ completed: 2, failed: 1, cancelled: 1 }, true, 'partially_failed'],
    [{ completed: 2, cancelled: 1 }, true, 'cancelled'],
    [{ failed: 2 }, true, 'failed'],
    [{ expired: 2 }, false, 'failed'],
    [{ failed: 1, cancelled: 1 }, true, 'failed'],
    [{ cancelled: 2 }, false, 'cancelled'],
  ])('of %j (started: %s) is %s', (mixture, started, expected) => {
    expect(batchStatusOf({ ...NONE, ...mixture }, started)).toBe(expected);
  });
});
