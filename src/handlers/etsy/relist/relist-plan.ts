import type { TaskPlan } from '../../../domain/task-plan.ts';
import { DAY, SECOND } from '../etsy-limits.ts';
import { publishPlan } from '../publish/publish-plan.ts';
import type { PublishSize } from '../publish/publish-plan.ts';

/** Version of the plan below; it grows when a step's meaning changes. */
export const RELIST_PLAN_VERSION = 1;

/**
 * Plans a relisting: publishing's own steps for a new copy, and only when that is live and saved the end of the old one.
 * @param size how much there is to send
 * @param old how many listings end
 * @returns the steps in order
 */
export function relistPlan(size: PublishSize, old: number): readonly TaskPlan[] {
  return [
    calls(old, 'look', 'none', 'Note which listing is to be replaced, and look whether it is still for sale'),
    ...publishPlan(size),
    calls(2 * old, 'end_old', 'repeatable', 'Read the old listing, and take it off sale'),
    calls(old, 'read_old', 'repeatable', 'Read back that the old listing is off sale'),
    work('save_old', 'Save that the old listing has ended'),
  ];
}

/**
 * Plans the end of the new copy, where the old one was sold before it could be ended.
 * @returns the steps in order
 */
export function endCopyPlan(): readonly TaskPlan[] {
  return [
    calls(2, 'end_copy', 'repeatable', 'Take the new listing off sale, since the piece is sold'),
    calls(1, 'read_copy', 'repeatable', 'Read back that the new listing is off sale'),
    work('save_copy', 'Save that the new listing has ended'),
  ];
}

function work(step: string, description: string): TaskPlan {
  return { step, taskType: 'db_operation', effect: 'none', description };
}

function calls(count: number, step: string, effect: TaskPlan['effect'], description: string): TaskPlan {
  const rate = Array.from({ length: count }, () => [SECOND, DAY]).flat();
  return { step, taskType: 'direct_http', effect, description, rate };
}
