import type { TaskPlan } from '../../../domain/task-plan.ts';

/** Version of the plans below; it grows when a step's meaning changes. */
export const PUBLISH_PLAN_VERSION = 1;

/** A picture of 10 MB down and up again over a slow line. */
export const UPLOAD_SECONDS = 120;

/** How long a new item may stay out of the wardrobe: public code looks four times, 2.5 s apart. */
const SETTLE_SECONDS = 10;

const SAVE: TaskPlan = {
  step: 'save',
  taskType: 'db_operation',
  effect: 'none',
  description: 'Save the listing',
};

/**
 * Plans publishing.
 * @param pictures how many pictures to upload
 * @returns the steps in order
 */
export function publishPlan(pictures: number): readonly TaskPlan[] {
  return [
    {
      step: 'validate',
      taskType: 'db_operation',
      effect: 'none',
      description: 'Check the product and the account against Vinted’s rules',
    },
    {
      step: 'map',
      taskType: 'db_operation',
      effect: 'none',
      description: 'Fix what ties the photos and the item together, and how the item is found again',
    },
    ...Array.from({ length: pictures }, (_unused, index): TaskPlan => ({
      step: `upload_photo:${index + 1}`,
      taskType: 'plugin_http',
      effect: 'repeatable',
      description: `Upload photo ${index + 1} of ${pictures}`,
      payload: { picture: index + 1 },
      timeoutSeconds: UPLOAD_SECONDS,
    })),
    {
      step: 'create_item',
      taskType: 'plugin_http',
      effect: 'once',
      description: 'Create the item',
      settleSeconds: SETTLE_SECONDS,
    },
    {
      step: 'read_back',
      taskType: 'plugin_http',
      effect: 'none',
      description: 'Read the item back from Vinted',
    },
    SAVE,
  ];
}

/**
 * Plans looking at an item that was made earlier, before anything is made again.
 * @returns the one step, which appends what follows from what it finds
 */
export function findPlan(): readonly TaskPlan[] {
  return [
    {
      step: 'find_item',
      taskType: 'plugin_http',
      effect: 'none',
      description: 'Look at the item that was created earlier',
    },
  ];
}

/** @returns the steps after an earlier item was found */
export function adoptPlan(): readonly TaskPlan[] {
  return [SAVE];
}
