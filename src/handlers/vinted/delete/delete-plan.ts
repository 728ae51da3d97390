import type { ListingSnapshot } from '../../../domain/snapshots.ts';
import type { TaskPlan } from '../../../domain/task-plan.ts';
import { integerOf } from '../../http/json-shape.ts';
import type { EndingNames } from './ending.ts';

/** Version of the plans below; it grows when a step's meaning changes. */
export const DELETE_PLAN_VERSION = 2;

/** What the steps of a deletion are called. */
export const DELETE_NAMES: EndingNames = { look: 'find', end: 'delete_item', gone: 'read_back' };

/** An item that is to go beside the listing's own. */
export interface NamedEnding {
  /** Tells its steps from those of others. */
  readonly part: string;
  readonly itemId: number;
  readonly copy?: 'old_copy';
}

const SAVE: TaskPlan = {
  step: 'save',
  taskType: 'db_operation',
  effect: 'none',
  description: 'Save the end of the listing',
};

/**
 * Plans deleting. Deleting is repeatable: an item's id is never given again, so a repeat cannot reach another item,
 * and one that is gone answers `not_found`, which is what was wanted.
 * @param listing the open listing
 * @param superseded listings that newer copies superseded and that have not ended
 * @returns the steps in order, the open listing's first, none where there is nothing to end
 */
export function deletePlan(
  listing: ListingSnapshot | null,
  superseded: readonly ListingSnapshot[] = [],
): readonly TaskPlan[] {
  const own = listing === null ? [] : [...endingPlan(DELETE_NAMES), SAVE];
  const copies = itemIdsOf(superseded).flatMap((itemId, index) =>
    endingPlan(DELETE_NAMES, { part: `:${index + 1}`, itemId, copy: 'old_copy' }),
  );
  return [...own, ...copies];
}

/**
 * Plans ending one item.
 * @param names what the steps are called
 * @param item which item, and whether its listing is an old copy; the listing's own where absent
 * @returns the look, the deletion and the second look, which saves the end of a named item
 */
export function endingPlan(names: EndingNames, item?: NamedEnding): readonly TaskPlan[] {
  const part = item?.part ?? '';
  const payload =
    item === undefined
      ? {}
      : { payload: { item_id: item.itemId, ...(item.copy === undefined ? {} : { copy: item.copy }) } };
  const which = item === undefined ? 'the item' : `item ${item.itemId}`;
  return [
    {
      step: `${names.look}${part}`,
      taskType: 'plugin_http',
      effect: 'none',
      description: `Look whether ${which} is there, and whether it was sold`,
      ...payload,
    },
    {
      step: `${names.end}${part}`,
      taskType: 'plugin_http',
      effect: 'repeatable',
      description: `Delete ${which}`,
      ...payload,
    },
    {
      step: `${names.gone}${part}`,
      taskType: 'plugin_http',
      effect: 'none',
      description: `Look whether Vinted has removed ${which}`,
      ...payload,
    },
  ];
}

/**
 * @param listings listings
 * @returns Vinted's ids of their items, in order, each once
 */
export function itemIdsOf(listings: readonly ListingSnapshot[]): readonly number[] {
  const ids = listings.map(({ externalIds }) => integerOf(externalIds['item_id']));
  return [...new Set(ids.filter((id) => id !== undefined))];
}
