import type { TaskPlan } from '../../../domain/task-plan.ts';

/** Version of the plan below; it grows when a step's meaning changes. */
export const DELETE_PLAN_VERSION = 1;

/**
 * Plans deleting. Deleting is repeatable: an item's id is never given again, so a repeat cannot reach another item,
 * and one that is gone answers `not_found`, which is what was wanted.
 * @returns the steps in order
 */
export function deletePlan(): readonly TaskPlan[] {
  return [
    {
      step: 'find',
      taskType: 'plugin_http',
      effect: 'none',
      description: 'Look whether the item is there, and whether it was sold',
    },
    { step: 'delete_item', taskType: 'plugin_http', effect: 'repeatable', description: 'Delete the item' },
    {
      step: 'read_back',
      taskType: 'plugin_http',
      effect: 'none',
      description: 'Look whether Vinted has removed the item',
    },
    { step: 'save', taskType: 'db_operation', effect: 'none', description: 'Save the end of the listing' },
  ];
}
