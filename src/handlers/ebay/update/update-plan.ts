import type { TaskPlan } from '../../../domain/task-plan.ts';
import type { Writes } from './field-groups.ts';

/** Version of the plan below; it grows when a step's meaning changes. */
export const UPDATE_PLAN_VERSION = 1;

/** As for publishing. */
const UPLOAD_SECONDS = 60;

/**
 * Plans an update. Every write is absolute and therefore repeatable; each looks before it writes that the listing still
 * stands, so that a job that comes late revives nothing.
 * @param writes which groups of fields each write sends
 * @param uploads places of the pictures that eBay does not have yet, from 1
 * @returns the steps in order
 */
export function updatePlan(writes: Writes, uploads: readonly number[]): readonly TaskPlan[] {
  const groups = [...new Set([...writes.item, ...writes.offer, ...writes.priceQuantity])];
  return [
    { ...call('read', 'none', 'Look at the listing on eBay'), payload: { groups } },
    ...uploads.map((place): TaskPlan => ({
      step: `upload_picture:${place}`,
      taskType: 'direct_http',
      effect: 'repeatable',
      description: `Upload picture ${place}`,
      payload: { picture: place },
      timeoutSeconds: UPLOAD_SECONDS,
      rate: ['media'],
    })),
    ...write('put_item', 'Change the item', writes.item),
    ...write('put_offer', 'Change the offer', writes.offer),
    ...write('price_quantity', 'Change price and quantity', writes.priceQuantity),
    call('read_back', 'none', 'Read the listing back from eBay'),
    { step: 'save', taskType: 'db_operation', effect: 'none', description: 'Save the listing' },
  ];
}

function write(step: string, description: string, groups: readonly string[]): readonly TaskPlan[] {
  if (groups.length === 0) return [];
  return [{ ...call(step, 'repeatable', `${description}: ${groups.join(', ')}`), payload: { groups } }];
}

function call(step: string, effect: TaskPlan['effect'], description: string): TaskPlan {
  return { step, taskType: 'direct_http', effect, description, rate: ['inventory'] };
}
