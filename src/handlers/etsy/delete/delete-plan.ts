import type { TaskPlan } from '../../../domain/task-plan.ts';
import { DAY, SECOND } from '../etsy-limits.ts';

/** Version of the plan below; it grows when a step's meaning changes. */
export const DELETE_PLAN_VERSION = 1;

/** Reading two lists of up to ten pages each, where a shop is large. */
const FIND_SECONDS = 60;

/**
 * Plans the end of a listing. What ends it is `repeatable`: doing it again changes nothing. So is `read_back`, since it
 * sends again what Etsy answered with success and did not do.
 * @param isKnown whether Etsy's id of the listing is known; else it is looked for
 * @param superseded how many older copies end with it
 * @returns the steps in order; each spends a token of both budgets for every call it makes when all goes well
 */
export function deletePlan(isKnown: boolean, superseded = 0): readonly TaskPlan[] {
  const listings = superseded + 1;
  return [
    isKnown
      ? {
          step: 'find',
          taskType: 'db_operation',
          effect: 'none',
          description: 'Note which listing is to end',
        }
      : { ...calls(2, 'find', 'none', 'Look for the listing by its SKU'), timeoutSeconds: FIND_SECONDS },
    calls(2 * listings, 'end', 'repeatable', 'Read the listing, and take it off sale'),
    calls(listings, 'read_back', 'repeatable', 'Read back that it is off sale'),
    {
      step: 'save',
      taskType: 'db_operation',
      effect: 'none',
      description: 'Save that the listing has ended',
    },
  ];
}

function calls(count: number, step: string, effect: TaskPlan['effect'], description: string): TaskPlan {
  const rate = Array.from({ length: count }, () => [SECOND, DAY]).flat();
  return { step, taskType: 'direct_http', effect, description, rate };
}
