import { describe, expect, it } from '@jest/globals';
import { findPlan, publishPlan } from '../../../../src/handlers/vinted/publish/publish-plan.ts';

describe('the plan of a publication on Vinted', () => {
  it('has one task for each picture, and stable names', () => {
    expect(publishPlan(2).map(({ step, effect, taskType }) => `${step} ${effect} ${taskType}`)).toEqual([
      'validate none db_operation',
      'map none db_operation',
      'upload_photo:1 repeatable plugin_http',
      'upload_photo:2 repeatable plugin_http',
      'create_item once plugin_http',
      'read_back none plugin_http',
      'save none db_operation',
    ]);
  });

  it('gives Vinted time to show what is looked up', () => {
    expect(publishPlan(1).find(({ effect }) => effect === 'once')?.settleSeconds).toBe(10);
  });

  it('only looks, where an item was made before', () => {
    expect(findPlan().map(({ step, effect }) => `${step} ${effect}`)).toEqual(['find_item none']);
  });
});
