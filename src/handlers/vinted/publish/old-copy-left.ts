import { refused } from '../../../domain/outcome.ts';
import type { Refused } from '../../../domain/outcome.ts';
import type { PlanContext } from '../../contract/contexts.ts';

/**
 * Keeps a product from being listed beside an older copy of its item, which a relisting has left.
 * @param context the job
 * @returns a refusal where there is such a copy
 */
export function oldCopyLeft({ superseded }: Pick<PlanContext, 'superseded'>): Refused | undefined {
  if (superseded.length === 0) return undefined;
  return refused({
    code: 'vinted.old_copy_left',
    message: 'An older copy of the item may still be on Vinted. Delete the product there first.',
    actor: 'seller',
    original: { item_ids: superseded.map(({ externalIds }) => externalIds['item_id'] ?? null) },
  });
}
