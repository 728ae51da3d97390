import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../../../src/domain/outcome.ts';
import type { EffectClass } from '../../../../src/domain/vocabulary.ts';
import { outcomeOfFailure, outcomeOfGone } from '../../../../src/handlers/plugin/plugin-outcomes.ts';
import type { FailedAnswer } from '../../../../src/handlers/plugin/plugin-step.ts';
import { PluginGoneError } from '../../../../src/plugin/plugin-gone.error.ts';
import { ERROR_KINDS } from '../../../../src/plugin/protocol/vocabulary.ts';
import type { ErrorKind } from '../../../../src/plugin/protocol/vocabulary.ts';

function outcome(
  kind: ErrorKind,
  {
    status = 'failed',
    effect = 'once',
    attempt = 1,
    ...error
  }: Partial<{
    status: FailedAnswer['status'];
    effect: EffectClass;
    attempt: number;
    retry_after_ms: number;
    fields: { field: string; message: string }[];
  }> = {},
): Outcome {
  return outcomeOfFailure(
    { status, error: { kind, ...error }, http: { status: 400 } },
    {
      marketplace: 'vinted',
      name: 'Vinted',
      effect,
      attempt,
      fieldOf: (field) => (field === 'size_id' ? 'size' : undefined),
    },
  );
}

describe('what follows from a failed command', () => {
  it.each(['no_tab', 'logged_out', 'wrong_account', 'challenge'] as const)(
    'waits for the lane at no cost after %s',
    (kind) => {
      expect(outcome(kind)).toMatchObject({
        kind: 'retry',
        costsAttempt: false,
        waitsForLane: true,
        actor: 'seller',
      });
      expect(outcome(kind)).not.toHaveProperty('holds');
    },
  );

  it('rests as long as asked, the whole account, at no cost', () => {
    const rest = { kind: 'retry', costsAttempt: false, blocks: 'account' };
    expect(outcome('rate_limited', { retry_after_ms: 4_000 })).toMatchObject({ ...rest, afterMs: 4_000 });
    expect(outcome('rate_limited')).toMatchObject({ ...rest, afterMs: 900_000 });
  });

  it('tries once more after a denied access, and never a third time', () => {
    expect(outcome('access_denied')).toMatchObject({ kind: 'retry', costsAttempt: true });
    expect(outcome('access_denied', { attempt: 2 })).toMatchObject({ kind: 'refused' });
  });

  it('names the product’s fields and keeps the marketplace’s words', () => {
    const fields = [
      { field: 'size_id', message: 'Fill in size' },
      { field: 'mystery', message: '' },
    ];
    expect(outcome('validation', { fields })).toMatchObject({
      kind: 'refused',
      fields: [
        { field: 'size', code: 'vinted.field_refused', message: 'Fill in size' },
        { field: 'vinted', code: 'vinted.listing_refused', message: 'Vinted does not accept mystery.' },
      ],
      original: { kind: 'validation', fields, http: { status: 400 } },
    });
  });

  it.each(['expired', 'cancelled'] as const)('repeats at no cost after %s', (kind) => {
    expect(outcome(kind)).toMatchObject({ kind: 'retry', costsAttempt: false });
  });

  it.each(['network_before_send', 'picture_unavailable', 'unexpected', 'server_error'] as const)(
    'repeats at a cost after %s',
    (kind) => {
      expect(outcome(kind)).toMatchObject({ kind: 'retry', costsAttempt: true });
    },
  );

  it.each(ERROR_KINDS)('looks before it repeats a create that ended unknown with %s', (kind) => {
    expect(outcome(kind, { status: 'unknown' })).toMatchObject({ kind: 'unknown' });
    expect(outcome(kind, { status: 'unknown', effect: 'repeatable' }).kind).not.toBe('unknown');
  });

  it('never believes that a create had no effect whose answer was lost or not understood', () => {
    expect(outcome('network_after_send')).toMatchObject({ kind: 'unknown' });
    expect(outcome('page_changed')).toMatchObject({ kind: 'unknown' });
  });
});

describe('what follows from a browser that has gone', () => {
  const kept = { kind: 'retry', costsAttempt: false, waitsForLane: true, keepsKey: true };

  it('keeps the key of what may be repeated', () => {
    expect(outcomeOfGone(new PluginGoneError(true, 'gone'), 'repeatable')).toMatchObject(kept);
    expect(outcomeOfGone(new PluginGoneError(false, 'gone'), 'repeatable')).toMatchObject(kept);
  });

  it('leaves a create unknown, at no cost, once it was sent', () => {
    const gone = outcomeOfGone(new PluginGoneError(true, 'gone'), 'once');
    expect(gone).toMatchObject({ kind: 'unknown', costsAttempt: false });
  });

  it('waits with a create that was not sent', () => {
    const gone = outcomeOfGone(new PluginGoneError(false, 'gone'), 'once');
    expect(gone).toMatchObject({ kind: 'retry', costsAttempt: false, waitsForLane: true });
  });
});
