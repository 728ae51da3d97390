import type { TaskPlan } from '../../../domain/task-plan.ts';
import { DAY, SECOND } from '../etsy-limits.ts';

/** Version of the plan below; it grows when a step's meaning changes. */
export const PUBLISH_PLAN_VERSION = 1;

/** Uploads are the slowest call: a picture of 12 MB over a slow line. */
const UPLOAD_SECONDS = 60;

/** Etsy's list of drafts has been seen to lag behind by 30 to 60 seconds. */
const SETTLE_SECONDS = 60;

/** What a product needs beside the fixed steps. */
export interface PublishSize {
  readonly pictures: number;
  /** Properties the product says something of, each a call. */
  readonly properties: number;
}

/**
 * Plans publishing. The SKU follows the draft at once: it is the first mark by which the draft can be told from
 * others. `activate` is `once` although repeating it changes nothing while the listing is live: it charges a fee, and
 * after a sale the same call would renew the listing and sell the piece a second time.
 * @param size how much there is to send
 * @returns the steps in order; each spends a token of both budgets for every call it makes when all goes well
 */
export function publishPlan({ pictures, properties }: PublishSize): readonly TaskPlan[] {
  return [
    {
      step: 'validate',
      taskType: 'db_operation',
      effect: 'none',
      description: 'Check the product and the account against Etsy’s rules',
    },
    { ...calls(1, 'create_draft', 'once', 'Create the draft'), settleSeconds: SETTLE_SECONDS },
    calls(1, 'put_inventory', 'repeatable', 'Set the SKU, the price and the quantity'),
    ...(properties > 0
      ? [calls(properties, 'set_properties', 'repeatable', 'Set the attributes buyers filter by')]
      : []),
    ...Array.from({ length: pictures }, (_unused, index): TaskPlan => ({
      ...calls(1, `upload_image:${index + 1}`, 'repeatable', `Upload picture ${index + 1} of ${pictures}`),
      payload: { picture: index + 1 },
      timeoutSeconds: UPLOAD_SECONDS,
    })),
    { ...calls(4, 'activate', 'once', 'Make the listing live'), settleSeconds: SETTLE_SECONDS },
    calls(1, 'read_back', 'none', 'Read the listing back from Etsy'),
    { step: 'save', taskType: 'db_operation', effect: 'none', description: 'Save the listing' },
  ];
}

function calls(count: number, step: string, effect: TaskPlan['effect'], description: string): TaskPlan {
  const rate = Array.from({ length: count }, () => [SECOND, DAY]).flat();
  return { step, taskType: 'direct_http', effect, description, rate };
}
