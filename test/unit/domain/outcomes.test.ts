import { describe, expect, it } from '@jest/globals';
import { done, refused, retry, unknown } from '../../../src/domain/outcome.ts';

const failure = {
  code: 'test.failed',
  message: 'It failed.',
  actor: 'seller',
  original: { raw: 1 },
} as const;

describe('outcomes', () => {
  it('done carries its result, and no effects or further steps unless told', () => {
    expect(done()).toEqual({ kind: 'done', result: {}, effects: [], then: [] });
    expect(done({ id: '7' }, [{ type: 'listing', status: 'live' }])).toEqual({
      kind: 'done',
      result: { id: '7' },
      effects: [{ type: 'listing', status: 'live' }],
      then: [],
    });
  });

  it('refused and unknown keep every word of the failure', () => {
    expect(refused(failure)).toEqual({ kind: 'refused', ...failure });
    expect(unknown(failure)).toEqual({ kind: 'unknown', ...failure });
  });

  it('turn one into another when made of one', () => {
    const lost = unknown(failure);
    expect([refused(lost).kind, retry(lost).kind, unknown(retry(lost)).kind]).toEqual([
      'refused',
      'retry',
      'unknown',
    ]);
  });

  it('a retry costs an attempt unless the marketplace asked for the wait', () => {
    expect(retry(failure)).toEqual({ kind: 'retry', ...failure, costsAttempt: true });
    expect(retry(failure, { costsAttempt: false, afterMs: 5, blocks: 'account' })).toEqual({
      kind: 'retry',
      ...failure,
      costsAttempt: false,
      afterMs: 5,
      blocks: 'account',
    });
  });
});
