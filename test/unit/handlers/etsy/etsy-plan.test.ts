import { describe, expect, it } from '@jest/globals';
import { publishPlan } from '../../../../src/handlers/etsy/publish/publish-plan.ts';

describe('the plan of a publication on Etsy', () => {
  it('has one task for each picture, and stable names', () => {
    expect(
      publishPlan({ pictures: 2, properties: 1 }).map(({ step, effect }) => `${step} ${effect}`),
    ).toEqual([
      'validate none',
      'create_draft once',
      'put_inventory repeatable',
      'set_properties repeatable',
      'upload_image:1 repeatable',
      'upload_image:2 repeatable',
      'activate once',
      'read_back none',
      'save none',
    ]);
  });

  it('has no step for attributes where the product says nothing of any', () => {
    expect(publishPlan({ pictures: 1, properties: 0 }).map(({ step }) => step)).not.toContain(
      'set_properties',
    );
  });

  it('gives Etsy’s index a minute to show every effect that is looked up', () => {
    const once = publishPlan({ pictures: 1, properties: 0 }).filter(({ effect }) => effect === 'once');
    expect(once.map(({ step, settleSeconds }) => [step, settleSeconds])).toEqual([
      ['create_draft', 60],
      ['activate', 60],
    ]);
  });

  it('spends both budgets for every call, and none for work of our own', () => {
    const plan = publishPlan({ pictures: 3, properties: 2 });
    const spent = (scope: string): number =>
      plan.flatMap(({ rate }) => rate ?? []).filter((name) => name === scope).length;
    expect([spent('second'), spent('day')]).toEqual([12, 12]);
    expect(plan.filter(({ rate }) => rate === undefined).map(({ step }) => step)).toEqual([
      'validate',
      'save',
    ]);
  });
});
