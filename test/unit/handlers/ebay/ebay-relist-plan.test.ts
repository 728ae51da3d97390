import { describe, expect, it } from '@jest/globals';
import { relistPlan } from '../../../../src/handlers/ebay/relist/relist-plan.ts';

describe('the plan of listing anew on eBay', () => {
  it('has stable names, and ends nothing before the pictures are there', () => {
    expect(relistPlan(1).map(({ step, effect }) => `${step} ${effect}`)).toEqual([
      'validate none',
      'find_offer none',
      'upload_picture:1 repeatable',
      'withdraw_offer once',
      'read_end_back none',
      'save_end none',
      'put_inventory_item repeatable',
      'create_offer once',
      'put_offer repeatable',
      'publish_offer once',
      'read_back none',
      'save none',
    ]);
  });

  it('gives eBay time to show every effect that is looked up', () => {
    const once = relistPlan(1).filter(({ effect }) => effect === 'once');
    expect(once.every(({ settleSeconds }) => (settleSeconds ?? 0) > 0)).toBe(true);
  });
});
