import type { TaskPlan } from '../../../domain/task-plan.ts';
import { deletePlan } from '../delete/delete-plan.ts';
import { publishPlan } from '../publish/publish-plan.ts';

/** Version of the plan below; it grows when a step's meaning changes. */
export const RELIST_PLAN_VERSION = 1;

/** Steps of deleting that would share their names with publishing's. */
const RENAMED: Readonly<Record<string, string>> = { read_back: 'read_end_back', save: 'save_end' };

/**
 * Plans ending a listing and publishing its offer again. Everything that may refuse the product (the rules, its
 * pictures) comes before the end, so that as little as possible can go wrong between the two listings.
 * @param pictures how many pictures the product has
 * @returns the steps in order
 */
export function relistPlan(pictures: number): readonly TaskPlan[] {
  const publish = publishPlan(pictures);
  const firstWrite = publish.findIndex(({ step }) => step === 'put_inventory_item');
  const ending = deletePlan().map((plan) => ({ ...plan, step: RENAMED[plan.step] ?? plan.step }));
  return [
    ...publish.slice(0, 1),
    ...ending.slice(0, 1),
    ...publish.slice(1, firstWrite),
    ...ending.slice(1),
    ...publish.slice(firstWrite),
  ];
}
