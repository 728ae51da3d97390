import type { TaskPlan } from '../../../domain/task-plan.ts';
import { endingPlan } from '../delete/delete-plan.ts';
import type { EndingNames } from '../delete/ending.ts';
import { publishPlan } from '../publish/publish-plan.ts';

/** Version of the plans below; it grows when a step's meaning changes. */
export const RELIST_PLAN_VERSION = 1;

/** What the steps are called that end the old items. */
export const OLD_NAMES: EndingNames = { look: 'look_old', end: 'delete_old', gone: 'read_old' };

/** What the steps are called that end the copy, where the old item was sold meanwhile. */
export const COPY_NAMES: EndingNames = { look: 'look_copy', end: 'delete_copy', gone: 'read_copy' };

/** @returns the look at the old item, which appends what follows from what it finds */
export function findOldPlan(): readonly TaskPlan[] {
  return [
    {
      step: 'find_old',
      taskType: 'plugin_http',
      effect: 'none',
      description: 'Look whether the old item is still for sale',
    },
  ];
}

/**
 * Plans the new copy: publishing, up to the look that proves it, which appends the rest.
 * @param pictures how many pictures to upload
 * @returns the steps in order
 */
export function copyPlan(pictures: number): readonly TaskPlan[] {
  return publishPlan(pictures).filter(({ step }) => step !== 'save');
}

/**
 * Plans what follows once the copy is proven: nothing old is touched before.
 * @param oldIds Vinted's ids of the items that it replaces
 * @returns the steps in order
 */
export function replacePlan(oldIds: readonly number[]): readonly TaskPlan[] {
  return [
    { step: 'save', taskType: 'db_operation', effect: 'none', description: 'Save the new item' },
    ...oldIds.flatMap((itemId, index) =>
      endingPlan(OLD_NAMES, { part: `:${index + 1}`, itemId, copy: 'old_copy' }),
    ),
    {
      step: 'conclude',
      taskType: 'db_operation',
      effect: 'none',
      description: 'See whether the old item was sold meanwhile',
    },
  ];
}

/**
 * Plans ending the copy of an item that was sold.
 * @param itemId Vinted's id of the copy
 * @returns the steps in order
 */
export function withdrawPlan(itemId: number): readonly TaskPlan[] {
  return endingPlan(COPY_NAMES, { part: '', itemId });
}

/** @returns the step that says why the relisting came to nothing */
export function removedPlan(): readonly TaskPlan[] {
  return [
    {
      step: 'tell_removed',
      taskType: 'db_operation',
      effect: 'none',
      description: 'Say that the new item was removed',
    },
  ];
}
