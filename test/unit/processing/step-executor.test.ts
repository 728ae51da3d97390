import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../../../src/domain/errors.ts';
import type { ErrorKind } from '../../../src/domain/errors.ts';
import { done, unknown } from '../../../src/domain/outcome.ts';
import { EFFECT_CLASSES } from '../../../src/domain/vocabulary.ts';
import { StepExecutor } from '../../../src/processing/step-executor.ts';

const executor = new StepExecutor();
const never = new AbortController().signal;
const hang = (): Promise<never> => new Promise(() => undefined);
const LONG_MS = 60_000;

describe('executing a step', () => {
  it('returns what the handler answers', async () => {
    expect(await executor.execute('once', LONG_MS, never, () => Promise.resolve(done({ id: 1 })))).toEqual(
      done({ id: 1 }),
    );
  });

  it('does not wait for a handler that ignores its deadline, and tells it', async () => {
    let told: AbortSignal | undefined;
    const outcome = await executor.execute('once', 10, never, (signal) => {
      told = signal;
      return hang();
    });
    expect(outcome).toMatchObject({ kind: 'unknown', code: 'step.timeout', actor: 'marketplace' });
    expect(told?.aborted).toBe(true);
  });

  it('a late answer of a repeatable step is tried again', async () => {
    expect(await executor.execute('repeatable', 10, never, hang)).toMatchObject({
      kind: 'retry',
      code: 'step.timeout',
      costsAttempt: true,
    });
  });

  it.each([
    ['none', 'retry'],
    ['repeatable', 'retry'],
    ['once', 'unknown'],
  ] as const)('what a step of class %s throws becomes %s', async (effect, kind) => {
    const thrown = await executor.execute(effect, LONG_MS, never, () =>
      Promise.reject(new TypeError('secret x')),
    );
    expect(thrown).toMatchObject({ kind, code: 'step.crashed', actor: 'us' });
    expect(JSON.stringify(thrown)).not.toContain('secret');
    const synchronous = await executor.execute(effect, LONG_MS, never, () => {
      throw new Error('at once');
    });
    expect(synchronous).toMatchObject({ kind });
  });

  it.each([
    [undefined, true],
    [false, false],
  ])(
    'an unknown outcome of a repeatable step that says %s of an attempt costs one: %s',
    async (said, costsAttempt) => {
      const lost = unknown(
        { code: 'test.closed', message: 'the browser was closed' },
        said === undefined ? {} : { costsAttempt: said },
      );
      const outcome = await executor.execute('repeatable', LONG_MS, never, () => Promise.resolve(lost));
      expect(outcome).toMatchObject({ kind: 'retry', costsAttempt });
    },
  );

  it.each(['none', 'repeatable'] as const)(
    'an unknown outcome of a step of class %s needs no looking up: repeating it is the look',
    async (effect) => {
      const lost = unknown({ code: 'test.lost', message: 'no answer' });
      expect(await executor.execute(effect, LONG_MS, never, () => Promise.resolve(lost))).toMatchObject({
        kind: 'retry',
        code: 'test.lost',
        costsAttempt: true,
      });
    },
  );

  it.each<[ErrorKind, string]>([
    ['unavailable', 'retry'],
    ['rate_limited', 'retry'],
    ['conflict', 'retry'],
    ['invalid', 'refused'],
    ['unprocessable', 'refused'],
    ['not_found', 'refused'],
    ['forbidden', 'refused'],
    ['unauthenticated', 'refused'],
    ['too_large', 'refused'],
    ['unsupported_media', 'refused'],
  ])('an expected error of kind %s is a %s, with its own words and fields', async (kind, expected) => {
    const fields = [{ field: 'title', code: 'too_long', message: 'Too long.' }];
    const error = new DomainError('test.expected', kind, 'A sentence.', { fields });
    expect(await executor.execute('repeatable', LONG_MS, never, () => Promise.reject(error))).toMatchObject({
      kind: expected,
      code: 'test.expected',
      message: 'A sentence.',
      fields,
    });
  });

  it('an expected error of a once step is unknown all the same: it may come after the call', async () => {
    const error = new DomainError('test.expected', 'invalid', 'A sentence.');
    expect(await executor.execute('once', LONG_MS, never, () => Promise.reject(error))).toMatchObject({
      kind: 'unknown',
      code: 'test.expected',
    });
  });

  it('stops waiting at once when the claim is lost', async () => {
    const lost = new AbortController();
    const running = executor.execute('once', LONG_MS, lost.signal, hang);
    lost.abort(new Error('the lease of this instance was lost'));
    expect(await running).toMatchObject({ kind: 'unknown' });
  });

  it.each(EFFECT_CLASSES)('starts no call of class %s once the claim is lost', async (effect) => {
    let called = false;
    await executor.execute(effect, LONG_MS, AbortSignal.abort(new Error('lost')), () => {
      called = true;
      return Promise.resolve(done());
    });
    expect(called).toBe(false);
  });
});

describe('looking a step up', () => {
  it('is undecided when looking fails or takes too long, never absent', async () => {
    expect(await executor.reconcile(LONG_MS, never, () => Promise.reject(new Error('x')))).toMatchObject({
      kind: 'undecided',
    });
    expect(await executor.reconcile(10, never, hang)).toEqual({
      kind: 'undecided',
      message: 'no answer within 0.01 s',
    });
  });

  it('returns what was found', async () => {
    expect(await executor.reconcile(LONG_MS, never, () => Promise.resolve({ kind: 'absent' }))).toEqual({
      kind: 'absent',
    });
  });
});
