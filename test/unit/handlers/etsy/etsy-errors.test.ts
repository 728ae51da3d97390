import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EffectClass } from '../../../../src/domain/vocabulary.ts';
import { etsyProblemsOf } from '../../../../src/handlers/etsy/etsy-error-shapes.ts';
import { etsyCallError } from '../../../../src/handlers/etsy/etsy-errors.ts';

function failed(
  status: number,
  body: unknown,
  effect: EffectClass = 'once',
  headers: Record<string, string> = {},
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return etsyCallError({ status, headers: new Headers(headers), text }, effect, 0);
}

const SHAPES: readonly (readonly [string, unknown])[] = [
  ['an object', { error: 'There was a problem with /sku : cannot be more than 32 characters' }],
  ['a bare list', [{ path: '/sku', type: 'too_long', message: 'cannot be more than 32 characters' }]],
  ['plain text', 'There was a problem with /sku : cannot be more than 32 characters'],
  ['a JSON text', '"There was a problem with /sku : cannot be more than 32 characters"'],
  [
    'a list inside the object',
    { error: '[{"path":"/sku","type":"too_long","message":"cannot be more than 32 characters"}]' },
  ],
];

describe('what an answer of Etsy means', () => {
  it.each(SHAPES)('is the same in every shape: %s', (_name, body) => {
    expect(failed(400, body).outcome('once')).toMatchObject({
      kind: 'refused',
      code: 'etsy.sku_invalid',
      actor: 'seller',
      message: 'Etsy does not accept the SKU. Etsy says: cannot be more than 32 characters',
      fields: [{ field: 'sku', code: 'etsy.sku_invalid', message: 'cannot be more than 32 characters' }],
      original: { status: 400, problems: [{ path: '/sku' }] },
    });
  });

  it('names every field of several problems', () => {
    const text =
      'There was a problem with /title/1 : has invalid characters. There was a problem with /return/policy : cannot be null';
    const outcome = failed(400, { error: text }).outcome('once');
    expect(outcome).toMatchObject({
      fields: [{ field: 'title' }, { field: 'account.settings.return_policy_id' }],
    });
  });

  it.each([
    ['/marketplace', 'Oh dear, you cannot sell this item on Etsy.', 'etsy.not_allowed', 'made_year'],
    ['/when_made', 'is not valid', 'etsy.era_invalid', 'made_year'],
    ['/products/0/offerings/0/price', 'too low', 'etsy.price_invalid', 'price'],
    ['/taxonomy_id', 'unknown', 'etsy.category_invalid', 'category'],
    ['/shipping_profile_id', 'gone', 'etsy.policy_missing', 'account.settings.shipping_profile_id'],
    ['/readiness_state_id', 'gone', 'etsy.policy_missing', 'account.settings.readiness_state_id'],
    ['/tags/3', 'too long', 'etsy.tags_invalid', 'attributes.etsy_tags'],
  ])('maps %s to the product’s or the account’s field', (path, message, code, field) => {
    const outcome = failed(400, [{ path, type: 'x', message }]).outcome('once');
    expect(outcome).toMatchObject({ kind: 'refused', code, fields: [{ field }] });
  });

  it('is unknown for a 500 at a create, whatever its words, and a repeat everywhere else', () => {
    expect(failed(500, { error: 'Server Error' }).outcome('once').kind).toBe('unknown');
    expect(failed(500, [{ path: '/title', message: 'x' }]).outcome('once').kind).toBe('unknown');
    expect(failed(503, '<html>').outcome('once').kind).toBe('unknown');
    expect(failed(500, '', 'repeatable').outcome('repeatable').kind).toBe('retry');
    expect(failed(500, '', 'none').outcome('once').kind).toBe('retry');
  });

  it('is a repeat where another change was in the way, even at a create', () => {
    expect(failed(409, { error: 'conflict' }).outcome('once')).toMatchObject({
      kind: 'retry',
      code: 'etsy.busy',
    });
  });

  it('is a free wait at a 429, for the calls of a second by their own budget', () => {
    const body = { error: 'Exceeded per second rate limit' };
    expect(failed(429, body, 'once', { 'retry-after': '2' }).outcome('once')).toMatchObject({
      kind: 'retry',
      afterMs: 2_000,
      costsAttempt: false,
      blocks: { scope: 'second' },
    });
    expect(failed(429, body).outcome('once')).toMatchObject({ afterMs: 1_000 });
  });

  it.each([
    ['its headers', 'x', { 'x-remaining-today': '0', 'retry-after': '86400' }, 86_400_000],
    ['its words', { error: 'Exceeded daily rate limit' }, {}, 3_600_000],
    ['the length of the wait', '', { 'retry-after': '86400' }, 86_400_000],
  ])('closes Etsy for everybody where the day is spent, by %s', (_name, body, headers, afterMs) => {
    expect(failed(429, body, 'once', headers).outcome('once')).toMatchObject({
      kind: 'retry',
      costsAttempt: false,
      blocks: 'application',
      afterMs,
    });
  });

  it('holds the account where the consent is too narrow, and blames us for our own key', () => {
    expect(failed(403, { error: 'insufficient_scope' }).outcome('once')).toMatchObject({
      kind: 'retry',
      holds: { hold: 'reauth' },
      costsAttempt: false,
    });
    expect(failed(403, { error: 'Invalid API key: should be in the format' }).outcome('once')).toMatchObject({
      kind: 'refused',
      actor: 'us',
      code: 'etsy.key_invalid',
    });
  });

  it('keeps Etsy’s request id for its support', () => {
    const { failure } = failed(400, { error: 'x' }, 'once', { 'x-etsy-request-uuid': 'abc-1' });
    expect(failure.original).toMatchObject({ request_uuid: 'abc-1' });
  });

  it('is a refusal with Etsy’s words where nothing is known of them', () => {
    expect(failed(418, { error: 'short and stout' }).outcome('once')).toMatchObject({
      kind: 'refused',
      code: 'etsy.refused',
      message: 'Etsy refused the call (418). Etsy says: short and stout',
    });
    expect(failed(404, { error: 'Resource not found' }).outcome('once')).toMatchObject({
      code: 'etsy.not_found',
    });
  });

  it('never fails on any body, and reads nothing from a page for people', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.integer({ min: 300, max: 599 }), (body, status) => {
        expect(failed(status, body).failure.code).toMatch(/^etsy\./);
      }),
    );
    expect(etsyProblemsOf('<html><title>Busy</title></html>')).toEqual([]);
    expect(etsyProblemsOf('')).toEqual([]);
    expect(etsyProblemsOf('[]')).toEqual([]);
  });
});
