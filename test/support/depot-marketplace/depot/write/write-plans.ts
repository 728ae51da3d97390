import type { TaskPlan } from '../../../../../src/domain/task-plan.ts';

const STEP = { taskType: 'direct_http', rate: ['api'] } as const;

/** Grows when a stored step changes its meaning. */
export const WRITE_PLAN_VERSION = 1;

const READ_BACK: TaskPlan = {
  ...STEP,
  step: 'read_back',
  effect: 'none',
  description: 'Read what Depot shows, and save it',
};

/** Of a product that is not listed. Depot shows an item at once; ten seconds are for a slow day. */
export const CREATE_PLAN: readonly TaskPlan[] = [
  { ...STEP, step: 'create', effect: 'once', description: 'Create the item', settleSeconds: 10 },
  READ_BACK,
];

/** Of a product that is listed. */
export const PUT_PLAN: readonly TaskPlan[] = [
  { ...STEP, step: 'put', effect: 'repeatable', description: 'Write the item again' },
  READ_BACK,
];

/** Of the end of a listing. */
export const CLOSE_PLAN: readonly TaskPlan[] = [
  { ...STEP, step: 'close', effect: 'repeatable', description: 'Close the item' },
  READ_BACK,
];
