import type { StepContext } from '../../contract/contexts.ts';
import { integerOf } from '../../http/json-shape.ts';

/**
 * @param context the job, and its listing
 * @returns Vinted's id of the item the listing stands for; 0 where it has none
 */
export function listedItemId({ listing }: Pick<StepContext, 'listing'>): number {
  return integerOf(listing?.externalIds['item_id']) ?? 0;
}
