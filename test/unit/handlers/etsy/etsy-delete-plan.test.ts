import { describe, expect, it } from '@jest/globals';
import { deletePlan } from '../../../../src/handlers/etsy/delete/delete-plan.ts';
import { hasEnded, saleStateOf } from '../../../../src/handlers/etsy/delete/sale-state.ts';
import { etsyListingOf } from '../../../../src/handlers/etsy/etsy-listing.ts';

describe('the plan of ending a listing on Etsy', () => {
  it.each([true, false])('has stable names, and nothing that must not be repeated (known: %s)', (isKnown) => {
    expect(deletePlan(isKnown).map(({ step, effect }) => `${step} ${effect}`)).toEqual([
      'find none',
      'end repeatable',
      'read_back repeatable',
      'save none',
    ]);
  });

  it('spends both budgets for every call', () => {
    const spent = (scope: string, isKnown: boolean): number =>
      deletePlan(isKnown)
        .flatMap(({ rate }) => rate ?? [])
        .filter((name) => name === scope).length;
    expect([spent('second', true), spent('day', true)]).toEqual([3, 3]);
    expect([spent('second', false), spent('day', false)]).toEqual([5, 5]);
  });
});

describe('whether a listing on Etsy has ended', () => {
  it.each([
    ['active', false],
    ['draft', false],
    ['inactive', true],
    ['edit', true],
    ['expired', true],
    ['sold_out', true],
    // Words nobody has seen yet must not pass for an end.
    ['vacation', false],
    ['constructor', false],
  ])('reads %s as %s', (state, ended) => {
    expect(hasEnded(saleStateOf(etsyListingOf({ listing_id: 1, state })))).toBe(ended);
  });

  it('counts what Etsy does not know as ended', () => {
    expect(hasEnded(saleStateOf(undefined))).toBe(true);
  });
});
