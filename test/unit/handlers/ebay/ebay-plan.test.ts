import { describe, expect, it } from '@jest/globals';
import { publishPlan } from '../../../../src/handlers/ebay/publish/publish-plan.ts';

describe('the plan of a publication on eBay', () => {
  it('has one task for each picture, and stable names', () => {
    expect(publishPlan(2).map(({ step, effect }) => `${step} ${effect}`)).toEqual([
      'validate none',
      'upload_picture:1 repeatable',
      'upload_picture:2 repeatable',
      'put_inventory_item repeatable',
      'create_offer once',
      'put_offer repeatable',
      'publish_offer once',
      'read_back none',
      'save none',
    ]);
  });

  it('gives eBay time to show every effect that is looked up', () => {
    const once = publishPlan(1).filter(({ effect }) => effect === 'once');
    expect(once.every(({ settleSeconds }) => (settleSeconds ?? 0) > 0)).toBe(true);
  });
});
