import { describe, expect, it } from '@jest/globals';
import { deletePlan } from '../../../../src/handlers/ebay/delete/delete-plan.ts';

describe('the plan of ending a listing on eBay', () => {
  it('has stable names', () => {
    expect(deletePlan().map(({ step, effect }) => `${step} ${effect}`)).toEqual([
      'find_offer none',
      'withdraw_offer once',
      'read_back none',
      'save none',
    ]);
  });

  it('gives eBay time to show the effect that is looked up', () => {
    const once = deletePlan().filter(({ effect }) => effect === 'once');
    expect(once.map(({ settleSeconds }) => settleSeconds)).toEqual([10]);
  });
});
