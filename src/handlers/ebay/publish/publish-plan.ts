import type { TaskPlan } from '../../../domain/task-plan.ts';

/** Version of the plan below; it grows when a step's meaning changes. */
export const PUBLISH_PLAN_VERSION = 1;

/** Uploads are the slowest call: a picture of 12 MB over a slow line. */
const UPLOAD_SECONDS = 60;

/**
 * How long "not there" may be wrong after a call without an answer. eBay documents no delay and reads by key are
 * consistent as far as is known; this covers a request that eBay was still working on when the connection ended.
 */
const SETTLE_SECONDS = 10;

/**
 * Plans publishing. `put_offer` follows `create_offer` because looking an offer up only reads: whatever was adopted
 * instead of created is brought to the wanted content by a step that may be repeated.
 * `publish_offer` is `once` although eBay answers a repeat with the same listing while that is live: after a sale the
 * same repeat would list the piece a second time.
 * @param pictures how many pictures to upload
 * @returns the steps in order
 */
export function publishPlan(pictures: number): readonly TaskPlan[] {
  return [
    {
      step: 'validate',
      taskType: 'db_operation',
      effect: 'none',
      description: 'Check the product and the account against eBay’s rules',
    },
    ...Array.from({ length: pictures }, (_unused, index): TaskPlan => ({
      step: `upload_picture:${index + 1}`,
      taskType: 'direct_http',
      effect: 'repeatable',
      description: `Upload picture ${index + 1} of ${pictures}`,
      payload: { picture: index + 1 },
      timeoutSeconds: UPLOAD_SECONDS,
      rate: ['media'],
    })),
    call('put_inventory_item', 'repeatable', 'Describe the item'),
    { ...call('create_offer', 'once', 'Create the offer'), settleSeconds: SETTLE_SECONDS },
    call('put_offer', 'repeatable', 'Bring an offer that already existed up to date'),
    { ...call('publish_offer', 'once', 'Publish the offer'), settleSeconds: SETTLE_SECONDS },
    call('read_back', 'none', 'Read the listing back from eBay'),
    { step: 'save', taskType: 'db_operation', effect: 'none', description: 'Save the listing' },
  ];
}

function call(step: string, effect: TaskPlan['effect'], description: string): TaskPlan {
  return { step, taskType: 'direct_http', effect, description, rate: ['inventory'] };
}
