import type { StepContext } from '../../contract/contexts.ts';
import { integerOf } from '../../http/json-shape.ts';
import { asState } from './item-state.ts';
import type { ItemState } from './item-state.ts';

/** What the first step has found. */
export interface Found {
  /** Vinted's id of the item; undefined where there is none. */
  readonly itemId: number | undefined;
  readonly status: ItemState;
}

/**
 * @param context the results of the steps before
 * @returns what the first step has found
 */
export function foundBefore({ results }: Pick<StepContext, 'results'>): Found {
  const { item_id: itemId, status } = results['find'] ?? {};
  return { itemId: integerOf(itemId), status: asState(status) ?? 'ended' };
}
