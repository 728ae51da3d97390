import type { TaskPlan } from '../../../domain/task-plan.ts';
import { DAY, SECOND } from '../etsy-limits.ts';
import { SENT_BY } from './changed-groups.ts';

/** Version of the plan below; it grows when a step's meaning changes. */
export const UPDATE_PLAN_VERSION = 1;

/** Uploads are the slowest call: a picture of 12 MB over a slow line. */
const UPLOAD_SECONDS = 60;

/** What an update has to send. */
export interface UpdateSize {
  /** Groups of fields that differ from what was sent last. */
  readonly groups: readonly string[];
  /** Places of the pictures that Etsy does not have, from 1. */
  readonly newPictures: readonly number[];
  /** Properties the product says something of, each a call. */
  readonly properties: number;
}

/**
 * Plans an update. Every write says how it is to be, so all may be repeated; so may the read-back, since it sends again
 * what Etsy answered with success and did not do.
 * @param size what there is to send
 * @returns the steps in order; none where nothing differs
 */
export function updatePlan({ groups, newPictures, properties }: UpdateSize): readonly TaskPlan[] {
  if (groups.length === 0) return [];
  const named = (step: keyof typeof SENT_BY): readonly string[] =>
    groups.filter((group) => (SENT_BY[step] as readonly string[]).includes(group));
  const write = (step: keyof typeof SENT_BY, count: number, description: string): readonly TaskPlan[] =>
    named(step).length === 0
      ? []
      : [{ ...calls(count, step, 'repeatable', description), payload: { groups: named(step) } }];
  return [
    { ...calls(1, 'read', 'none', 'Read the listing from Etsy'), payload: { groups } },
    ...write('write_content', 1, 'Change the texts, labels and terms that differ'),
    ...write('put_inventory', 2, 'Change the price, the quantity or the SKU'),
    ...write('set_properties', properties, 'Set the attributes buyers filter by'),
    ...newPictures.map((picture): TaskPlan => ({
      ...calls(2, `upload_image:${picture}`, 'repeatable', `Upload picture ${picture}`),
      payload: { picture },
      timeoutSeconds: UPLOAD_SECONDS,
    })),
    ...write('arrange_images', 3, 'Remove pictures that are gone, and put the others in order').map(
      (task) => ({
        ...task,
        timeoutSeconds: UPLOAD_SECONDS,
      }),
    ),
    calls(1, 'read_back', 'repeatable', 'Read the listing back from Etsy'),
    { step: 'save', taskType: 'db_operation', effect: 'none', description: 'Save what Etsy shows' },
  ];
}

function calls(count: number, step: string, effect: TaskPlan['effect'], description: string): TaskPlan {
  const rate = Array.from({ length: count }, () => [SECOND, DAY]).flat();
  return { step, taskType: 'direct_http', effect, description, rate };
}
