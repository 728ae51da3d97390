import type { TaskPlan } from '../../../domain/task-plan.ts';

/** Version of the plan below; it grows when a step's meaning changes. */
export const DELETE_PLAN_VERSION = 1;

/** As for publishing: covers a request that eBay was still working on when the connection ended. */
const SETTLE_SECONDS = 10;

/**
 * Plans the end of a listing.
 *
 * `withdraw_offer` is `once` although eBay refuses to withdraw an offer twice: the call names the offer and not the
 * listing, so a request that arrives late would end whatever the offer has been published as since. It is therefore
 * looked up, and repeated only after eBay had time to finish the first.
 * @returns the steps in order
 */
export function deletePlan(): readonly TaskPlan[] {
  return [
    call('find_offer', 'none', 'Find the offer on eBay'),
    { ...call('withdraw_offer', 'once', 'End the listing'), settleSeconds: SETTLE_SECONDS },
    call('read_back', 'none', 'Read back from eBay that it has ended'),
    { step: 'save', taskType: 'db_operation', effect: 'none', description: 'Save the end of the listing' },
  ];
}

function call(step: string, effect: TaskPlan['effect'], description: string): TaskPlan {
  return { step, taskType: 'direct_http', effect, description, rate: ['inventory'] };
}
