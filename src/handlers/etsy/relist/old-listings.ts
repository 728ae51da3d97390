import type { ListingSnapshot } from '../../../domain/snapshots.ts';
import type { PlanContext, StepContext } from '../../contract/contexts.ts';
import { positive } from '../etsy-account-settings.ts';

/**
 * The listings that a relisting replaces: the live one, and copies that an earlier relisting has left.
 * @param context the job as it begins
 * @returns the rows, oldest first; none where nothing is live, nor a relisting unfinished
 */
export function replacedBy({ listing, superseded }: PlanContext): readonly ListingSnapshot[] {
  const known = (row: ListingSnapshot): boolean => positive(row.externalIds['listing_id']) !== undefined;
  if (listing?.status === 'live' && known(listing)) return [...superseded.filter(known), listing];
  // The new copy of an earlier relisting, which goes on.
  return listing === null ? [] : superseded.filter(known);
}

/**
 * The same as `look` has noted it: while the job runs, the context's listing becomes the copy.
 * @param context the job, and what `look` has left
 * @returns Etsy's ids
 */
export function oldIdsOf({ results }: Pick<StepContext, 'results'>): readonly string[] {
  return idsOf(results['look']?.['old']);
}

/**
 * Those of them that had not ended when the job began.
 * @param context the job, and what `look` has left
 * @returns Etsy's ids
 */
export function openOldIdsOf({ results }: Pick<StepContext, 'results'>): readonly string[] {
  const closed = idsOf(results['look']?.['closed']);
  return idsOf(results['look']?.['old']).filter((id) => !closed.includes(id));
}

function idsOf(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.map(String) : [];
}
