import { describe, expect, it } from '@jest/globals';
import { changedGroups, writesOf } from '../../../../src/handlers/ebay/update/field-groups.ts';
import { updatePlan } from '../../../../src/handlers/ebay/update/update-plan.ts';

const plan = (changed: readonly string[], uploads: readonly number[] = []): readonly string[] =>
  updatePlan(writesOf(changed), uploads).map(({ step, effect }) => `${step} ${effect}`);

describe('the plan of an update on eBay', () => {
  it('has stable names, and one task for each new picture', () => {
    expect(plan(['texts', 'pictures', 'price'], [2, 3])).toEqual([
      'read none',
      'upload_picture:2 repeatable',
      'upload_picture:3 repeatable',
      'put_item repeatable',
      'price_quantity repeatable',
      'read_back none',
      'save none',
    ]);
  });

  it('takes price and quantity along where the offer is replaced anyway', () => {
    expect(plan(['terms', 'price', 'quantity'])).toEqual([
      'read none',
      'put_item repeatable',
      'put_offer repeatable',
      'read_back none',
      'save none',
    ]);
    expect(writesOf(['terms', 'price', 'quantity'])).toEqual({
      item: ['quantity'],
      offer: ['terms', 'price', 'quantity'],
      priceQuantity: [],
    });
  });

  it('sends a group that was never sent, and none that was', () => {
    expect(changedGroups({ texts: 'a', price: 'b' }, { texts: 'a' })).toEqual(['price']);
    expect(changedGroups({ texts: 'a' }, undefined)).toEqual(['texts']);
    expect(changedGroups({ texts: 'a' }, { texts: 'a', gone: 'x' })).toEqual([]);
  });
});
