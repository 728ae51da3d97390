import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EffectClass } from '../../../../src/domain/vocabulary.ts';
import { ebayCallError } from '../../../../src/handlers/ebay/ebay-errors.ts';

function failed(
  status: number,
  body: unknown,
  effect: EffectClass = 'once',
  headers: Record<string, string> = {},
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return ebayCallError({ status, headers: new Headers(headers), text }, { effect, limit: 'application' }, 0);
}

const error = (errorId: number, message = 'words', parameters: readonly unknown[] = []) => ({
  errors: [{ errorId, message, parameters }],
});

describe('what an answer of eBay means', () => {
  it('is unknown for a system error at a create, and a repeat everywhere else', () => {
    expect(failed(500, error(25001)).outcome('once').kind).toBe('unknown');
    expect(failed(500, error(25001), 'repeatable').outcome('repeatable').kind).toBe('retry');
    expect(failed(503, '<html>', 'none').outcome('once').kind).toBe('retry');
    expect(failed(502, '').outcome('once').kind).toBe('unknown');
  });

  it('is a repeat when another change was in the way, even at a create', () => {
    expect(failed(500, error(25025)).outcome('once')).toMatchObject({ kind: 'retry', code: 'ebay.busy' });
  });

  it('is a free wait at a 429, by seconds and by date', () => {
    expect(failed(429, error(2001), 'once', { 'retry-after': '90' }).outcome('once')).toMatchObject({
      kind: 'retry',
      afterMs: 90_000,
      costsAttempt: false,
      blocks: 'application',
    });
    const date = new Date(12_000).toUTCString();
    expect(failed(429, '', 'once', { 'retry-after': date }).outcome('once')).toMatchObject({
      afterMs: 12_000,
    });
  });

  it('is a refusal in words of a seller, with the field and eBay’s own words', () => {
    expect(failed(400, error(25003, 'The price is too low.')).outcome('once')).toMatchObject({
      kind: 'refused',
      code: 'ebay.price_invalid',
      actor: 'seller',
      message: 'eBay does not accept the price. eBay says: The price is too low.',
      fields: [{ field: 'price', code: 'ebay.price_invalid', message: 'The price is too low.' }],
      original: { status: 400, errors: [{ errorId: 25003 }] },
    });
  });

  it('finds the product’s field behind the item specific that eBay misses', () => {
    const outcome = failed(400, error(25029, 'Größe is required for this category.')).outcome('once');
    expect(outcome).toMatchObject({
      kind: 'refused',
      fields: [{ field: 'size', code: 'ebay.aspect_missing' }],
    });
    const named = failed(400, error(25029, 'words', [{ name: 'field', value: 'Pattern' }])).outcome('once');
    expect(named).toMatchObject({ fields: [{ field: 'attributes.ebay_aspects' }] });
  });

  it('is a refusal when one of several errors is permanent', () => {
    const body = { errors: [...error(25001).errors, ...error(25005).errors] };
    expect(failed(500, body).outcome('once')).toMatchObject({
      kind: 'refused',
      code: 'ebay.category_invalid',
    });
  });

  it('holds the account when the consent does not cover the call', () => {
    expect(failed(403, error(1100)).outcome('once')).toMatchObject({
      kind: 'retry',
      holds: { hold: 'reauth', status: 'needs_reauth' },
      costsAttempt: false,
    });
  });

  it('never lets a look-up end a job', () => {
    expect(failed(400, error(25709), 'none').reconciliation()).toMatchObject({ kind: 'undecided' });
    expect(failed(500, error(25001), 'none').reconciliation()).toMatchObject({ kind: 'retry' });
  });

  it('is always one of the outcomes, whatever the body looks like', () => {
    const anything = fc.oneof(
      fc.json(),
      fc.string(),
      fc.json().map((json) => `{"errors":${json}}`),
    );
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), anything, (status, text) => {
        const outcome = failed(status, text).outcome('once');
        expect(['refused', 'retry', 'unknown']).toContain(outcome.kind);
        if (status >= 500 && outcome.kind === 'refused') expect(text).toMatch(/errorId/);
      }),
    );
  });
});
