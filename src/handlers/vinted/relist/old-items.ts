import type { Effect } from '../../../domain/effects.ts';
import type { StepContext } from '../../contract/contexts.ts';
import { integerOf } from '../../http/json-shape.ts';

/**
 * Reads which items a relisting replaces. They were written down by its first step: later the listing stands for the
 * copy.
 * @param context the results of the steps before
 * @returns Vinted's ids, the replaced one last
 */
export function oldItemIds({ results }: Pick<StepContext, 'results'>): readonly number[] {
  const ids: unknown = results['find_old']?.['old_ids'];
  return (Array.isArray(ids) ? ids : []).map(integerOf).filter((id) => id !== undefined);
}

/**
 * Tells of an item that it cannot be the copy: it is an old one, or was there before the copy was made. Vinted's ids
 * grow. This is what keeps two items of the same title and mark apart.
 * @param context the results of the steps before
 * @param itemId Vinted's id of it
 * @returns true where it is no candidate
 */
export function wasThereBefore(context: Pick<StepContext, 'results'>, itemId: number): boolean {
  const newest = integerOf(context.results['find_old']?.['newest_id']) ?? 0;
  return itemId <= newest || oldItemIds(context).includes(itemId);
}

/**
 * Undoes that a copy superseded an item: the copy is gone, and the item is what the product is listed as. What it
 * holds is not known any more, so that the next job looks at it first.
 * @param copyId Vinted's id of the copy
 * @param oldId Vinted's id of the item
 * @returns the effects, in their order
 */
export function restored(copyId: number, oldId: number): readonly Effect[] {
  const externalIds = { item_id: String(oldId) };
  return [
    { type: 'listing', status: 'ended', externalIds: { item_id: String(copyId) }, verified: true },
    { type: 'listing', status: 'ended', copy: 'old_copy', externalIds },
    { type: 'listing', status: 'unknown', externalIds },
  ];
}
